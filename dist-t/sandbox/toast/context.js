import { hash } from '../world/random.js';
import { VENUES } from '../world/venues.js';
import { orderGuid } from './guid.js';
import { businessDate, date, dateOrNull } from './notation.js';
import { device, reference } from './restaurants.js';
export const DINING = { dine_in: 0, bar: 1, takeout: 2, delivery: 3 };
export function contextOf(world, visit, tab, withPeople) {
    const { seed } = world.options;
    const { venue, number } = visit;
    const base = baseOf(seed, visit);
    const { service, opened_at_ms } = tab;
    const carried = service === 'takeout' || service === 'delivery';
    const online = carried && base % 4 !== 3;
    return {
        seed,
        guid: orderGuid(seed, visit),
        base,
        venue,
        restaurant: VENUES[venue],
        number,
        service,
        carried,
        online,
        opened: date(opened_at_ms),
        opened_at_ms,
        waiter: reference(venue, 'RestaurantUser', 1 + (base % 12)),
        device: online ? NO_DEVICE : device(venue, base % 5),
        diningOption: reference(venue, 'DiningOption', DINING[service]),
        withPeople,
        local: (at_ms) => businessDate(world.local[venue].businessDay(at_ms)),
    };
}
/** What the GUIDs of an order's parts are made from. */
export function baseOf(seed, { venue, day, number }) {
    return hash(seed, 7, venue, day, number);
}
const NO_DEVICE = { id: null };
/** `voided`, `voidDate` and `voidBusinessDate`, the same on orders, checks and selections. */
export function voids({ local }, voided_at_ms) {
    return {
        voided: voided_at_ms !== null,
        voidDate: dateOrNull(voided_at_ms),
        voidBusinessDate: voided_at_ms === null ? null : local(voided_at_ms),
    };
}
const EPOCH = '1970-01-01T00:00:00.000+0000';
/**
 * `deleted` and `deletedDate`: the UNIX epoch where nothing was deleted, says the vendor's reference; its example of
 * an order from outside the restaurant has null.
 */
export function deletion({ online }, deleted_at_ms) {
    if (deleted_at_ms === null)
        return { deleted: false, deletedDate: online ? null : EPOCH };
    return { deleted: true, deletedDate: date(deleted_at_ms) };
}
//# sourceMappingURL=context.js.map