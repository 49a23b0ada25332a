import { DAY_MS } from './venues.js';
const MINUTE_MS = 60_000;
/** Weight of each month, January first. */
const SEASON = [0.78, 0.88, 0.96, 1.0, 1.06, 1.08, 0.98, 0.9, 1.02, 1.06, 1.08, 1.24];
/** Days of the year (month and day) on which nobody cooks. */
const HOLIDAYS = new Set(['01-01', '12-25']);
/** How busy a venue is on a day (days since 1970-01-01), 1 being an ordinary day. 0: closed. */
export function weight(venue, day) {
    const date = new Date(day * DAY_MS);
    if (HOLIDAYS.has(date.toISOString().slice(5, 10)))
        return 0;
    return venue.week[date.getUTCDay()] * SEASON[date.getUTCMonth()];
}
/** A party's arrival, as milliseconds after local midnight: lunch around 12:50, dinner around 19:40. */
export function arrival_ms(venue, random) {
    const lunch = random.chance(venue.lunch);
    const [peak, spread, first, last] = lunch ? [770, 45, 690, 900] : [1180, 75, 1020, 1355];
    const minute = Math.min(last, Math.max(first, peak + spread * random.normal()));
    return Math.floor((minute + random.fraction() * 2) * MINUTE_MS);
}
//# sourceMappingURL=rhythm.js.map