import { objectsOf } from '../../runtime/duckdb/rows.js';
import { written } from '../../upstreams/shared/written.js';
import { chunksOf, FileProblem, factsOf, quoted } from './file.js';
/** A Parquet file by DuckDB's reader. Throws a FileProblem. */
export async function openParquet(connection, path) {
    const reader = `read_parquet(${quoted(path)})`;
    const described = await connection.runAndReadAll(`DESCRIBE FROM ${reader}`).catch(() => {
        throw new FileProblem(path, 'no Parquet file that can be read', 'a Parquet file');
    });
    const columns = described.getRowObjectsJson();
    const names = columns.map(({ column_name }) => String(column_name));
    const local = columns.find(({ column_type }) => /^TIMESTAMP(_S|_MS|_NS)?$/.test(String(column_type)));
    if (local !== undefined) {
        const value = `the column ${String(local.column_name)} holds times without a zone`;
        throw new FileProblem(path, value, 'TIMESTAMP WITH TIME ZONE (adjusted to UTC), or text with Z or an offset');
    }
    const rows = Number((await factsOf(connection, `SELECT count(*) AS rows FROM ${reader}`)).rows);
    if (rows === 0)
        throw new FileProblem(path, 'no rows', 'at least one row');
    return { path, columns: names, rows, batches: () => batches(connection, path, reader) };
}
async function* batches(connection, path, reader) {
    let row = 0;
    try {
        for await (const { result, chunk } of chunksOf(connection, `FROM ${reader}`)) {
            const all = objectsOf(result.columnNames(), result.columnTypes(), chunk);
            yield all.map((cells) => ({ kind: 'readable', row: ++row, cells, bytes: () => written(cells) }));
        }
    }
    catch (error) {
        throw brokenAfter(error, path, row);
    }
}
function brokenAfter(error, path, row) {
    return new Error(`${path}: the Parquet file is broken after row ${row}`, { cause: error });
}
//# sourceMappingURL=parquet-file.js.map