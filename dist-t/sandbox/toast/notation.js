import { DAY_MS } from '../world/venues.js';
const TWO = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
/** `2024-04-01` of a day since 1970-01-01, remembered for the days last asked for. */
const isoDays = new Map();
function isoDay(day) {
    const known = isoDays.get(day);
    if (known)
        return known;
    if (isoDays.size > 2_000)
        isoDays.clear();
    const made = new Date(day * DAY_MS).toISOString().slice(0, 10);
    isoDays.set(day, made);
    return made;
}
/** An instant as Toast writes it: `2024-04-01T15:09:30.223+0000`. A page has thousands: three times as fast as toISOString. */
export function date(at_ms) {
    const day = Math.floor(at_ms / DAY_MS);
    const ms = at_ms - day * DAY_MS;
    const second = Math.floor(ms / 1000);
    const minute = Math.floor(second / 60);
    const millis = ms % 1000;
    const clock = `${TWO[Math.floor(minute / 60)]}:${TWO[minute % 60]}:${TWO[second % 60]}`;
    return `${isoDay(day)}T${clock}.${Math.floor(millis / 100)}${TWO[millis % 100]}+0000`;
}
export function dateOrNull(at_ms) {
    return at_ms === null ? null : date(at_ms);
}
/** A business day (days since 1970-01-01) as Toast writes it: 20240401. */
export function businessDate(day) {
    return Number(isoDay(day).replaceAll('-', ''));
}
/** The day of a business date `yyyymmdd`; null where it is none. */
export function dayOfBusinessDate(text) {
    const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
    if (!parts)
        return null;
    const iso = `${parts[1]}-${parts[2]}-${parts[3]}`;
    const at_ms = Date.parse(`${iso}T00:00:00Z`);
    if (Number.isNaN(at_ms) || new Date(at_ms).toISOString().slice(0, 10) !== iso)
        return null;
    return at_ms / DAY_MS;
}
/**
 * The instant of a query parameter: ISO-8601 with a decimal fraction of a second and an offset, as the vendor's
 * reference of ordersBulk asks for. null for anything else; a `+` that was not percent-encoded arrives as a blank.
 */
export function instantOf(text) {
    const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9})(Z|[+-]\d\d:?\d\d)$/.exec(text);
    if (!parts)
        return null;
    const offset = parts[2] === 'Z' ? 'Z' : `${parts[2].slice(0, 3)}:${parts[2].slice(-2)}`;
    const at_ms = Date.parse(`${parts[1].slice(0, 23)}${offset}`);
    return Number.isNaN(at_ms) ? null : at_ms;
}
/** Decimal major units, as Toast writes money. All the twin's currencies have two decimals. */
export function money(amount_minor) {
    return amount_minor / 100;
}
//# sourceMappingURL=notation.js.map