import { splitKey } from '../../schemas/keys.js';
import { topics } from '../../schemas/topics.js';
import { asRows } from './staging.js';
/**
 * Remembers by which way each version of an order came. One row a record: what is wanted of it (the first of each way)
 * is a view. A tombstone takes away what came before it.
 */
export async function writeArrivals(connection, entries) {
    const orders = entries.filter(({ table }) => table.topic.name === topics.orders.name);
    const arrivals = new Map();
    const gone = new Set();
    for (const entry of orders.toReversed()) {
        if (entry.value === null)
            gone.add(entry.key);
        else if (!gone.has(entry.key))
            arrivals.set(entry, arrivalOf(entry));
    }
    if (gone.size > 0)
        await forget(connection, [...gone]);
    if (arrivals.size > 0)
        await insert(connection, [...arrivals.values()]);
}
function arrivalOf({ key, raw }) {
    const [order_id, version] = splitKey(key);
    return { order_id: order_id, version: Number(version), via: viaOf(raw.headers.origin), at: raw.timestamp_ms };
}
const kinds = /"kind":"(page|delivery|file)"/;
/** Of the `origin` header, JSON of an Origin; the parts in it that others wrote cannot hold a bare quote. */
export function viaOf(origin) {
    // The expression matches these three words only.
    return ((origin && kinds.exec(origin)?.[1]) ?? 'other');
}
async function insert(connection, arrivals) {
    const structure = '{"order_id":"VARCHAR","version":"BIGINT","via":"VARCHAR","at":"BIGINT"}';
    await connection.run(`INSERT INTO store.order_arrivals SELECT a.order_id, a."version", a.via, make_timestamptz(a."at" * 1000)
       FROM (SELECT from_json(row, '${structure}') AS a FROM (SELECT unnest(string_split($1, $2)) AS row))`, asRows(arrivals));
}
async function forget(connection, keys) {
    const structure = '[{"order_id":"VARCHAR","version":"BIGINT"}]';
    const gone = keys.map((key) => {
        const [order_id, version] = splitKey(key);
        return { order_id, version: Number(version) };
    });
    await connection.run(`DELETE FROM store.order_arrivals WHERE (order_id, "version") IN
       (SELECT (g.order_id, g."version") FROM (SELECT unnest(from_json($1, '${structure}')) AS g))`, [JSON.stringify(gone)]);
}
//# sourceMappingURL=arrivals.js.map