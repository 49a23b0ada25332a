import { VENUES } from '../world/venues.js';
import { guid, KIND } from './guid.js';
/** What a client of the twin logs in with. They open nothing else anywhere. */
export const TOAST_CREDENTIALS = { clientId: 'sandbox', clientSecret: 'sandbox-secret' };
/** The Toast-Restaurant-External-ID of each venue, by venue id. Fixed, whatever the seed. */
export const TOAST_RESTAURANTS = {
    soho: '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e01',
    fulton: '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e02',
    liberties: '5c1e3a52-6f0b-4d84-9b7e-0d1f5a8c2e03',
};
const BY_GUID = new Map(VENUES.map((venue, position) => [TOAST_RESTAURANTS[venue.id], position]));
/** The position in VENUES of a restaurant; undefined where the client has no access to it, or there is none. */
export function venueOfRestaurant(restaurant) {
    return BY_GUID.get(restaurant.toLowerCase());
}
/** What a restaurant configures, as Toast's `entityType` calls it. */
const CONFIGURED = [
    'RestaurantUser',
    'Table',
    'DiningOption',
    'RevenueCenter',
    'RestaurantService',
    'MenuItem',
    'MenuGroup',
    'MenuOptionGroup',
    'SalesCategory',
    'TaxRate',
    'Discount',
    'ServiceCharge',
    'VoidReason',
    'AlternatePaymentType',
    'HouseAccount',
    'CashDrawer',
];
const remembered = new Map();
/** The `which`-th thing of that kind that a venue (position in VENUES) has configured; the same object each time. */
export function reference(venue, entityType, which = 0) {
    const kind = CONFIGURED.indexOf(entityType);
    const key = (venue * CONFIGURED.length + kind) * 1024 + which;
    const known = remembered.get(key);
    if (known)
        return known;
    const made = { guid: guid(KIND.configured, venue, kind, which), entityType, externalId: null };
    remembered.set(key, made);
    return made;
}
/** The till that an order was keyed in on. */
export function device(venue, which) {
    return { id: guid(KIND.device, venue, which).replaceAll('-', '').slice(0, 16) };
}
//# sourceMappingURL=restaurants.js.map