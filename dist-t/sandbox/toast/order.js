import { check } from './check.js';
import { contextOf, DINING, deletion, voids } from './context.js';
import { businessDate, date, dateOrNull } from './notation.js';
import { reference } from './restaurants.js';
/**
 * An order as the orders API 2.9 writes it, as it stands at `at_ms`; null where it is not open yet.
 * `withPeople` false leaves out names, addresses and numbers, as Toast's webhooks do.
 */
export function order(world, visit, at_ms, withPeople = true) {
    const tab = world.tab(visit, at_ms);
    return tab && orderOfTab(contextOf(world, visit, tab, withPeople), visit, tab);
}
const SOURCES = ['Online', 'Toast Local', 'Branded Online Ordering', 'In Store'];
function orderOfTab(context, visit, tab) {
    const { venue, carried, service, base, opened, device } = context;
    const paid_ms = latest(tab.checks, (one) => one.paid_at_ms);
    const { voided, voidDate, voidBusinessDate } = voids(context, tab.voided_at_ms);
    const { deleted, deletedDate } = deletion(context, tab.deleted_at_ms);
    return {
        guid: context.guid,
        entityType: 'Order',
        externalId: null,
        revenueCenter: carried ? null : reference(venue, 'RevenueCenter', DINING[service]),
        server: context.online ? null : context.waiter,
        createdInTestMode: false,
        lastModifiedDevice: device,
        source: carried ? SOURCES[base % 4] : 'In Store',
        voidDate,
        duration: paid_ms === null ? null : Math.floor((paid_ms - tab.opened_at_ms) / 1000),
        businessDate: businessDate(visit.day),
        paidDate: dateOrNull(paid_ms),
        restaurantService: reference(venue, 'RestaurantService'),
        excessFood: false,
        voided,
        estimatedFulfillmentDate: carried ? date(tab.opened_at_ms + 1_800_000) : null,
        table: service === 'dine_in' ? reference(venue, 'Table', base % 30) : null,
        requiredPrepTime: 'PT0S',
        approvalStatus: 'APPROVED',
        deliveryInfo: service === 'delivery' && context.withPeople ? deliveryInfo(context) : null,
        serviceArea: null,
        curbsidePickupInfo: null,
        // Where nobody keyed covers in, the key is missing from some orders and null on others.
        numberOfGuests: tab.covers ?? (base % 2 === 0 ? undefined : null),
        diningOption: context.diningOption,
        appliedPackagingInfo: null,
        openedDate: opened,
        voidBusinessDate,
        checks: tab.checks.map((one) => check(context, one)),
        deleted,
        createdDevice: device,
        createdDate: opened,
        closedDate: dateOrNull(closed_ms(tab)),
        deletedDate,
        modifiedDate: date(tab.modified_at_ms),
        promisedDate: null,
        channelGuid: null,
        pricingFeatures: ['TAXESV2'],
        displayNumber: String(context.number + 1),
    };
}
/** The checks that count: neither voided nor deleted. */
export function standing(tab) {
    return tab.checks.filter((one) => one.voided_at_ms === null && one.deleted_at_ms === null);
}
/** When the last of the standing checks was closed; null while one of them never was. */
function closed_ms(tab) {
    const counting = standing(tab);
    const all = counting.length > 0 ? counting : tab.checks;
    return all.every((one) => one.closed_at_ms !== null) ? latest(all, (one) => one.closed_at_ms) : null;
}
/** The latest of the moments that any of the checks has; null where none has one. */
export function latest(checks, moment) {
    return checks.reduce((found, one) => {
        const at_ms = moment(one);
        return at_ms === null || (found !== null && found >= at_ms) ? found : at_ms;
    }, null);
}
const CITY = {
    'America/New_York': { city: 'New York', state: 'NY', zipCode: '10012' },
    'America/Chicago': { city: 'Chicago', state: 'IL', zipCode: '60607' },
    'Europe/Dublin': { city: 'Dublin', state: 'D', zipCode: 'D08' },
};
function deliveryInfo({ base, restaurant }) {
    const place = Object.entries(CITY).find(([timezone]) => timezone === restaurant.timezone)?.[1] ?? CITY['America/New_York'];
    return {
        address1: `${(base % 900) + 1} Example Street`,
        address2: null,
        city: place.city,
        administrativeArea: null,
        state: place.state,
        zipCode: place.zipCode,
        country: restaurant.country,
        latitude: null,
        longitude: null,
        notes: base % 3 === 0 ? 'Ring twice' : null,
        deliveredDate: null,
        dispatchedDate: null,
        deliveryEmployee: null,
        deliveryState: 'PENDING',
    };
}
//# sourceMappingURL=order.js.map