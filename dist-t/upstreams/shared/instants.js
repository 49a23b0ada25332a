const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}(?::?\d{2})?)$/;
const DAY_MS = 86_400_000;
/**
 * Epoch milliseconds of an ISO 8601 instant with an offset: `Z`, `+02:00`, and Toast's `+0000` without a colon, which
 * `Date.parse` is not bound to take. What is finer than a millisecond is cut off. Null for all else: without an
 * offset, a day or an hour that does not exist, 24:00, a leap second.
 */
export function instantOf(text) {
    const match = pattern.exec(text);
    if (match === null)
        return null;
    const [, year, month, day, hour, minute, second, fraction = '', offset = ''] = match;
    const days = dayOf(Number(year), Number(month), Number(day));
    if (days === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
        return null;
    const offset_ms = offsetOf(offset);
    if (offset_ms === null)
        return null;
    const clock_ms = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
    return days * DAY_MS + clock_ms + Number(fraction.padEnd(3, '0').slice(0, 3)) - offset_ms;
}
function offsetOf(offset) {
    if (offset === 'Z')
        return 0;
    const hours = Number(offset.slice(1, 3));
    const minutes = Number(offset.slice(3).replace(':', '') || '0');
    if (hours > 23 || minutes > 59)
        return null;
    return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
/** Days since 1970-01-01 of a day of the calendar; null where there is no such day. Years 1 to 9999. */
export function dayOf(year, month, day) {
    if (!(year >= 1 && year <= 9999))
        return null;
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return exists ? date.getTime() / DAY_MS : null;
}
//# sourceMappingURL=instants.js.map