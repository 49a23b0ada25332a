/** What a client of the twin logs in with. They open nothing else anywhere. */
export declare const TOAST_CREDENTIALS: {
    readonly clientId: 'sandbox';
    readonly clientSecret: 'sandbox-secret';
};
/** The Toast-Restaurant-External-ID of each venue, by venue id. Fixed, whatever the seed. */
export declare const TOAST_RESTAURANTS: Readonly<Record<string, string>>;
/** The position in VENUES of a restaurant; undefined where the client has no access to it, or there is none. */
export declare function venueOfRestaurant(restaurant: string): number | undefined;
/** What a restaurant configures, as Toast's `entityType` calls it. */
declare const CONFIGURED: readonly ['RestaurantUser', 'Table', 'DiningOption', 'RevenueCenter', 'RestaurantService', 'MenuItem', 'MenuGroup', 'MenuOptionGroup', 'SalesCategory', 'TaxRate', 'Discount', 'ServiceCharge', 'VoidReason', 'AlternatePaymentType', 'HouseAccount', 'CashDrawer'];
export type Configured = (typeof CONFIGURED)[number];
/** How Toast points at something that has a GUID of its own. */
export interface Reference {
    readonly guid: string;
    readonly entityType: string;
    readonly externalId: null;
}
/** The `which`-th thing of that kind that a venue (position in VENUES) has configured; the same object each time. */
export declare function reference(venue: number, entityType: Configured, which?: number): Reference;
/** The till that an order was keyed in on. */
export declare function device(venue: number, which: number): {
    readonly id: string;
};
export {};
