import { sharedOut } from '../../schemas/covers.js';
import { emailOf, money, moneyOr0, PEOPLE } from './context.js';
import { otherId, ownId, prefixed } from './ids.js';
import { LONGEST_ID } from './row.js';
const checkFields = ['check_id', 'client_id', 'email', 'covers', 'net_minor'];
const itemFields = ['check_id', 'name', 'quantity', 'net_minor'];
/**
 * The column `checks`; without it the one check that is the whole order. Checks without covers get their share of the
 * order's. The guest of the order is its first check's: where the order's own columns name one, the first check takes
 * it if it has none, and may name no other.
 */
export function readChecks(row, whole, context) {
    const rows = row.rowsOrNull('checks') ?? [];
    if (rows.length === 0)
        return [whole];
    const shares = whole.covers === null ? [] : sharedOut(whole.covers, rows.length);
    const checks = rows.map((check, i) => readCheck(check, shares[i] ?? null, context));
    if (new Set(checks.map(({ check_id }) => check_id)).size < checks.length)
        throw row.wrong('checks', 'duplicate_check', 'a check_id of its own for each expected');
    if (checks.reduce((sum, { net_minor }) => sum + net_minor, 0) !== whole.net_minor)
        throw row.wrong('net_minor', 'net_is_not_the_sum', 'the sum of net_minor of the checks expected');
    const [first, ...others] = checks;
    return first === undefined ? [whole] : [withGuest(row, first, whole), ...others];
}
function readCheck(check, share, context) {
    check.only(checkFields);
    return {
        check_id: ownId(check, 'check_id', context.upstream),
        client_id: otherId(check, 'client_id', context.upstream),
        email: emailOf(check, context),
        covers: check.integerOrNull('covers', PEOPLE) ?? share,
        net_minor: money(check, 'net_minor'),
    };
}
function withGuest(row, first, { client_id, email }) {
    if (first.client_id === null && first.email === null)
        return { ...first, client_id, email };
    const other = (email ?? first.email) !== first.email || (client_id ?? first.client_id) !== first.client_id;
    if (other)
        throw row.wrong('checks', 'guest_mismatch', "the order's own email and client_id on its first check expected");
    return first;
}
/** The column `items`; an item that names no check is on the first. */
export function readItems(row, checks, upstream) {
    const ids = new Set(checks.map(({ check_id }) => check_id));
    return (row.rowsOrNull('items') ?? []).map((item) => {
        item.only(itemFields);
        const id = item.textOrNull('check_id', LONGEST_ID);
        const check_id = id === null ? (checks[0]?.check_id ?? '') : prefixed(id, upstream);
        if (!ids.has(check_id))
            throw item.wrong('check_id', 'unknown_check', 'a check of this order expected');
        const quantity = item.numberOrNull('quantity') ?? 1;
        return { check_id, name: item.text('name'), quantity, net_minor: moneyOr0(item, 'net_minor') };
    });
}
//# sourceMappingURL=checks.js.map