export function restaurantOf(venue, guid) {
    const { id, timezone, closeoutHour, country, currency } = venue;
    return { venue_id: id, guid, timezone, closeoutHour, country, currency };
}
/** Counts in UTC, says the contract; for the rest what most restaurants on Toast are. */
export function unknownRestaurant(guid) {
    return { venue_id: `toast:${guid}`, guid, timezone: 'UTC', closeoutHour: 4, country: 'US', currency: 'USD' };
}
//# sourceMappingURL=config.js.map