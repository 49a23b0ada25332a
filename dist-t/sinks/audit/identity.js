import { shownKey, shownValue } from './shown.js';
import { rowsWith } from './sides.js';
const REST = `order_id NOT IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;
/** Members and orders against each other, inside the snapshot. */
export async function checkIdentity(connection, guestOf, moving) {
    const known = `SELECT coalesce(c.email, c.client_id) AS member, min(c.order_id) AS order_id FROM main.order_checks c
    WHERE coalesce(c.email, c.client_id) IS NOT NULL AND c.${REST} GROUP BY 1`;
    const sums = `SELECT o.order_id, o.net_minor AS expected, coalesce(sum(c.net_minor), 0)::BIGINT AS found
    FROM main.orders o LEFT JOIN main.order_checks c USING (order_id) WHERE o.${REST} GROUP BY ALL`;
    const own = 'SELECT member, guest_id FROM store.guest_identities WHERE NOT decided';
    const countings = [
        {
            name: 'members of order_checks = guest_members',
            all: known,
            wrong: `SELECT k.order_id, 'a guest' AS expected, NULL AS found FROM (${known}) k ANTI JOIN main.guest_members g USING (member)`,
            key: ['order_id'],
            column: 'guest_id',
        },
        {
            name: 'guests of members = derivation',
            all: own,
            wrong: `SELECT guest_id, ${guestOf('member')} AS expected, guest_id AS found FROM (${own}) WHERE guest_id <> ${guestOf('member')}`,
            key: ['guest_id'],
            column: 'guest_id',
        },
        {
            name: 'orders = sum of order_checks',
            all: sums,
            wrong: `SELECT order_id, expected, found FROM (${sums}) WHERE found IS DISTINCT FROM expected`,
            key: ['order_id'],
            column: 'net_minor',
        },
    ];
    const checks = [];
    for (const counting of countings)
        checks.push(await count(connection, counting, moving.orders));
    return checks;
}
async function count(connection, { name, all, wrong, key, column }, left_out) {
    const parameter = JSON.stringify(left_out);
    const ask = (sql) => rowsWith(connection, sql, sql.includes('$1') ? parameter : undefined);
    const [counted] = await ask(`SELECT count(*) AS n FROM (${all})`);
    const found = await ask(`SELECT *, count(*) OVER () AS n FROM (${wrong}) ORDER BY ALL LIMIT 1`);
    const [first] = found;
    let difference = null;
    if (first !== undefined) {
        const value = (side, one) => ({ side, value: shownValue(column, one ?? null) });
        const rows = Number(first.n);
        const sides = { expected: value('expected', first.expected), found: value('warehouse', first.found) };
        difference = { rows, key: shownKey(key, first), column, ...sides };
    }
    return { name, ok: difference === null, compared: Number(counted?.n), left_out: 0, difference };
}
//# sourceMappingURL=identity.js.map