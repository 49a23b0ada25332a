/**
 * Where rows of the currency, but for the changed order's own, are not what they were: [from, to) by their instant.
 * Between two of the instants at which something begins or ends, all rows have changed or none has; so this costs the
 * count of those instants, not of the rows.
 */
export function changedSpans(currency, change, window_ms) {
    const instants = instantsOf(change, window_ms);
    return instants.flatMap((instant, i) => {
        const span = { from: instant, to: instants[i + 1] ?? Number.POSITIVE_INFINITY };
        return differsAt(instant, currency, change, window_ms) ? [span] : [];
    });
}
/** Ascending, each once, without Infinity. */
function instantsOf({ before, after, visits, loyal }, window_ms) {
    const facts = [before, after].flatMap((f) => f === undefined ? [] : [f.head.closed_at, f.head.closed_at + window_ms]);
    const all = new Set([...facts, ...[...visits, loyal].flatMap(({ from, to }) => [from, to])]);
    all.delete(Number.POSITIVE_INFINITY);
    return [...all].sort((a, b) => a - b);
}
/** Whether a row of the currency, as of this instant, has changed in any column. */
function differsAt(instant, currency, change, window_ms) {
    const since = (from) => (from <= instant ? 1 : 0);
    const visits = change.visits.reduce((sum, { from, to }) => sum + since(to) - since(from), 0);
    if (visits !== 0 || since(change.loyal.from) !== since(change.loyal.to))
        return true;
    const before = seenAt(instant, currency, change.before, window_ms);
    const after = seenAt(instant, currency, change.after, window_ms);
    return before.some((value, column) => value !== after[column]);
}
/** What the fact adds to a row as of the instant: lifetime net; net, covers and orders of the window. */
function seenAt(instant, currency, fact, window_ms) {
    if (fact === undefined || fact.head.currency !== currency || fact.head.closed_at > instant)
        return [0, 0, 0, 0];
    const inside = instant < fact.head.closed_at + window_ms;
    return [fact.net_minor, inside ? fact.net_minor : 0, inside ? fact.covers : 0, inside ? 1 : 0];
}
//# sourceMappingURL=changes.js.map