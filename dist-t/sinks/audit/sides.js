import { rowsOf } from '../../runtime/duckdb/rows.js';
/** Enough for buckets that fit a glance: a few hundred rows of a million. */
const BUCKETS = 4096;
export function sqlSide(connection, { name, rows, whole, parameter }) {
    const ask = (sql) => rowsWith(connection, sql, sql.includes('$1') ? parameter : undefined);
    return {
        name,
        async sums() {
            const sql = `SELECT (_key % ${BUCKETS})::INTEGER AS bucket, count(*) AS n, sum(_digest)::VARCHAR AS total FROM (${rows}) GROUP BY 1`;
            const found = await ask(sql);
            return new Map(found.map(({ bucket, n, total }) => [Number(bucket), { rows: Number(n), sum: String(total) }]));
        },
        async digests(bucket) {
            const sql = `SELECT _key::VARCHAR AS k, _digest::VARCHAR AS digest FROM (${rows}) WHERE _key % ${BUCKETS} = ${bucket}`;
            const digests = new Map();
            for (const { k, digest } of await ask(sql)) {
                const key = String(k);
                digests.set(key, [...(digests.get(key) ?? []), String(digest)].sort());
            }
            return digests;
        },
        async row(key) {
            const [first] = await ask(`SELECT COLUMNS(* EXCLUDE (_key))::VARCHAR FROM (${whole}) WHERE _key = '${key}'::UHUGEINT`);
            return first;
        },
    };
}
/** As rowsOf, with a value for `$1`. */
export async function rowsWith(connection, sql, parameter) {
    if (parameter === undefined)
        return rowsOf(connection, sql);
    const result = await connection.runAndReadAll(sql, [parameter]);
    return result.getRowObjectsJson();
}
//# sourceMappingURL=sides.js.map