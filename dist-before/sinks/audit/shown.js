import { createHash } from 'node:crypto';
/** Texts that are never contact data. Numbers, instants and truth values are shown whatever their column. */
const plain = new Set([
    ...['guest_id', 'order_id', 'check_id', 'venue_id', 'reservation_id', 'event_id', 'client_id', 'canonical_client_id'],
    ...['patch_id', 'response_id', 'form_id', 'cluster_id', 'upstream', 'type', 'kind', 'source', 'state', 'status'],
    ...['from_status', 'to_status', 'from_tier', 'to_tier', 'loyalty_tier', 'spend_tier', 'reason', 'currency'],
    ...['stage', 'topic', 'id', 'via', 'canonical'],
]);
const NUMBER = /^-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?$/i;
/** Of which a number or a word may be somebody's. */
const contact = new Set(['phone', 'birthday', 'name', 'first_name', 'last_name', 'email', 'member']);
const LONGEST = 80;
export function shownValue(column, value) {
    if (value === null)
        return null;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (contact.has(column))
        return digestOf(text);
    if (NUMBER.test(text) || text === 'true' || text === 'false')
        return text;
    return plain.has(column) && !text.includes('@') && text.length <= LONGEST ? text : digestOf(text);
}
export function shownKey(columns, row) {
    return columns.map((column) => `${column}=${shownValue(column, row[column] ?? null)}`).join(' ');
}
function digestOf(text) {
    return `#${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
//# sourceMappingURL=shown.js.map