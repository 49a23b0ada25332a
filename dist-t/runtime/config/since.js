const DAY_MS = 86_400_000;
const durationPattern = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
/** A date alone is its midnight in UTC; a time needs its offset. */
const instantPattern = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
/** Undefined: neither `beginning` nor an ISO 8601 instant or duration. */
export function parseSince(text) {
    if (text === 'beginning')
        return { kind: 'beginning' };
    return parseDuration(text) ?? parseInstant(text);
}
function parseDuration(text) {
    const match = durationPattern.exec(text);
    if (match === null)
        return undefined;
    const part = (index) => Number(match[index] ?? 0);
    const days = part(3) * 7 + part(4);
    const ms = days * DAY_MS + part(5) * 3_600_000 + part(6) * 60_000 + part(7) * 1000;
    return { kind: 'ago', months: part(1) * 12 + part(2), ms };
}
function parseInstant(text) {
    const at_ms = instantOf(text);
    return at_ms === undefined ? undefined : { kind: 'instant', at_ms };
}
/** Epoch milliseconds of an ISO 8601 instant with offset, or of a date's midnight in UTC; undefined for all else. */
export function instantOf(text) {
    if (!instantPattern.test(text))
        return undefined;
    const at_ms = Date.parse(text);
    if (Number.isNaN(at_ms))
        return undefined;
    const day = text.slice(0, 10);
    // `Date.parse` takes 2026-02-31 for 3 March.
    return new Date(Date.parse(`${day}T00:00:00Z`)).toISOString().startsWith(day) ? at_ms : undefined;
}
/** The instant it means at `now_ms`; null: from the very beginning. Years and months are those of the UTC calendar. */
export function sinceInstant(since, now_ms) {
    if (since.kind === 'beginning')
        return null;
    if (since.kind === 'instant')
        return since.at_ms;
    return monthsBefore(now_ms, since.months) - since.ms;
}
/** The same day and time of an earlier month, or that month's last day where it has no such day. */
function monthsBefore(at_ms, months) {
    const at = new Date(at_ms);
    const day = at.getUTCDate();
    at.setUTCDate(1);
    at.setUTCMonth(at.getUTCMonth() - months);
    const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
    at.setUTCDate(Math.min(day, lastDay));
    return at.getTime();
}
//# sourceMappingURL=since.js.map