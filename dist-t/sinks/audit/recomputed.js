import { storedTableOf } from '../../schemas/tables.js';
import { compare } from './compare.js';
import { rowsWith, sqlSide } from './sides.js';
const views = { orders: 'main.orders', order_checks: 'main.order_checks' };
/** guest_spend_history, guest_spend, loyalty_changes, visits: as SQL computes them from the snapshot's own orders. */
export async function checkRecomputed(connection, recomputation, { cut, moving }) {
    const due = await dueGuests(connection, recomputation, cut);
    const subjects = [
        { table: 'guest_spend_history', key: ['guest_id', 'order_id'], sql: recomputation.history(views), without: moving },
        {
            table: 'guest_spend',
            key: ['guest_id', 'currency'],
            sql: recomputation.spend(views, cut.tick_ms),
            without: [...new Set([...moving, ...due])],
        },
        { table: 'loyalty_changes', key: ['guest_id'], sql: recomputation.loyalty(views), without: moving },
    ];
    const checks = [];
    for (const subject of subjects)
        checks.push(await checkSubject(connection, subject));
    return [...checks, await checkVisits(connection, moving)];
}
/** An order of theirs leaves the window at a tick that may have been delivered in part. */
async function dueGuests(connection, { window_ms }, { tick_ms, tick_to_ms }) {
    if (tick_to_ms === null || tick_to_ms === tick_ms)
        return [];
    const rows = await rowsWith(connection, `SELECT DISTINCT c.guest_id FROM main.orders o JOIN main.order_checks c USING (order_id)
      WHERE o.state = 'closed' AND c.guest_id IS NOT NULL
        AND epoch_ms(o.closed_at) + ${window_ms} > ${tick_ms ?? 0} AND epoch_ms(o.closed_at) + ${window_ms} <= ${tick_to_ms}`, undefined);
    return rows.map(({ guest_id }) => String(guest_id));
}
function checkSubject(connection, { table, key, sql, without }) {
    const columns = storedTableOf(table).columns;
    const parameter = JSON.stringify(without);
    const rest = without.length === 0 ? '' : `WHERE guest_id NOT IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;
    const side = (name, relation, column) => {
        const list = columns.map((one) => `${column(one.name, one.type)} AS "${one.name}"`).join(', ');
        const names = columns.map((one) => `"${one.name}"`).join(', ');
        const joined = key.map((one) => `"${one}"`).join(` || '|' || `);
        const whole = `SELECT md5_number(${joined}) AS _key, ${names} FROM (SELECT ${list} FROM (${relation}) r) ${rest}`;
        const rows = `SELECT _key, hash(${names}) AS _digest FROM (${whole})`;
        return sqlSide(connection, { name, rows, whole, parameter });
    };
    const instant = (type) => type === 'TIMESTAMPTZ';
    return compare({
        name: `recomputed = ${table}`,
        key,
        left_out: without.length,
        expected: side('recomputed', sql, (name, type) => `CAST(r."${name}" AS ${instant(type) ? 'BIGINT' : type})`),
        found: side('warehouse', `SELECT * FROM main."${table}"`, (name, type) => instant(type) ? `(epoch_us(r."${name}") / 1000)::BIGINT` : `r."${name}"`),
    });
}
/** A visit is a day on which a guest paid something somewhere. */
function checkVisits(connection, moving) {
    const parameter = JSON.stringify(moving);
    const rest = moving.length === 0 ? '' : `WHERE guest_id NOT IN (SELECT unnest(from_json($1, '["VARCHAR"]')))`;
    const side = (name, relation) => {
        const whole = `SELECT md5_number(guest_id) AS _key, guest_id, visits::BIGINT AS visits FROM (${relation}) ${rest}`;
        const rows = `SELECT _key, hash(guest_id, visits) AS _digest FROM (${whole})`;
        return sqlSide(connection, { name, rows, whole, parameter });
    };
    const visits = `SELECT g.guest_id, count(DISTINCT (o.venue_id, o.business_date)) FILTER (o.order_id IS NOT NULL) AS visits
      FROM (SELECT DISTINCT guest_id FROM main.guest_members) g
      LEFT JOIN main.order_checks c USING (guest_id)
      LEFT JOIN main.orders o ON o.order_id = c.order_id AND o.state = 'closed' AND o.closed_at IS NOT NULL
     GROUP BY 1`;
    return compare({
        name: 'recomputed = visits of guests',
        key: ['guest_id'],
        left_out: moving.length,
        expected: side('recomputed', visits),
        found: side('warehouse', 'SELECT guest_id, visits FROM main.guests'),
    });
}
//# sourceMappingURL=recomputed.js.map