import { jsonOf } from './values.js';
/** All rows of a statement, values as {@link jsonOf}. For results that are known to be small. */
export async function rowsOf(connection, sql) {
    const result = await connection.run(sql);
    const names = result.deduplicatedColumnNames();
    const types = result.columnTypes();
    const rows = [];
    for (const chunk of await result.fetchAllChunks())
        rows.push(...objectsOf(names, types, chunk));
    return rows;
}
/** The rows of a chunk, columns in order. */
export function valuesOf(types, chunk) {
    const columns = types.map((type, i) => chunk.getColumnValues(i).map((value) => jsonOf(value, type)));
    return Array.from({ length: chunk.rowCount }, (_, row) => columns.map((column) => column[row]));
}
export function objectsOf(names, types, chunk) {
    return valuesOf(types, chunk).map((values) => Object.fromEntries(names.map((name, i) => [name, values[i]])));
}
//# sourceMappingURL=rows.js.map