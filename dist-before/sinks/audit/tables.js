import { rowsOf } from '../../runtime/duckdb/rows.js';
import { KEY_COLUMN, storedTables } from '../../schemas/tables.js';
import { topics } from '../../schemas/topics.js';
import { columnNames, fromRow } from './canonical.js';
import { compare } from './compare.js';
import { Ledger } from './ledger.js';
import { sqlSide } from './sides.js';
/** Every table of the store is what the log comes to, up to where the snapshot has read it; then a count by itself. */
export async function checkTables(tabling) {
    const ledger = await Ledger.open(tabling.temp_folder);
    const checks = [];
    let unaccounted = accounting([], 0);
    try {
        for (const table of storedTables) {
            const ledgered = await ledger.read(readingOf(tabling, table));
            checks.push(await checkTable(tabling, table, ledgered));
            if (table.topic.name === topics.orders.name)
                checks.push(await checkOrders(tabling.connection, ledgered));
            unaccounted = accounting(ledgered.unaccounted, ledgered.records, unaccounted);
            await ledgered.close();
        }
    }
    finally {
        ledger.close();
    }
    return [...checks, unaccounted];
}
function readingOf({ log, codec, signal, cut, refusals, motion }, table) {
    const topic = table.topic.name;
    const ranges = cut.to.get(topic).map(({ begin, end }, partition) => {
        return { partition, begin, held: cut.held.get(`${topic}/${partition}`) ?? 0, end };
    });
    const each = (key, at) => motion.saw(topic, key, at);
    return { log, codec, table, ranges: ranges.filter(({ begin, end }) => begin < end), signal, refusals, each };
}
function checkTable({ connection }, table, ledgered) {
    return compare({
        name: `log = ${table.name}`,
        key: table.topic.key.filter((name) => name !== 'version'),
        expected: ledgered.side,
        found: storeSide(connection, table),
        // Its record may have been compacted away after a newer one had come.
        excused: (keys) => ledgered.mayDiffer(keys),
    });
}
function storeSide(connection, table) {
    const whole = `SELECT ${KEY_COLUMN} AS _key, ${fromRow(table)} FROM store."${table.name}" t`;
    const rows = `SELECT _key, hash(${columnNames(table)}) AS _digest FROM (${whole})`;
    return sqlSide(connection, { name: 'warehouse', rows, whole });
}
/** The table that people query has a row for each order that the topic tells of. */
async function checkOrders(connection, { rows }) {
    const [counted] = await rowsOf(connection, 'SELECT count(*) AS n, count(DISTINCT order_id) AS d FROM main.orders');
    const [n, d] = [Number(counted?.n), Number(counted?.d)];
    const ok = n === rows && d === rows;
    const sides = {
        expected: { side: 'log', value: String(rows) },
        found: { side: 'warehouse', value: `${n}, ${d} distinct` },
    };
    const difference = ok ? null : { rows: Math.abs(n - rows) || n - d, key: 'orders', column: 'count', ...sides };
    return { name: 'orders told of = rows of orders', ok, compared: rows, left_out: 0, difference };
}
function accounting(unaccounted, records, before) {
    const [first] = unaccounted;
    const rows = unaccounted.length + (before?.difference?.rows ?? 0);
    const here = first === undefined
        ? null
        : {
            rows,
            key: first,
            column: null,
            expected: { side: 'log', value: 'a record that cannot be read' },
            found: { side: 'dead_letters', value: 'no row' },
        };
    const difference = before?.difference ? { ...before.difference, rows } : here;
    const compared = records + unaccounted.length + (before?.compared ?? 0);
    return { name: 'records = rows or dead letters', ok: difference === null, compared, left_out: 0, difference };
}
//# sourceMappingURL=tables.js.map