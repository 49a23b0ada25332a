/** As told on the command line, before anything is published. */
export class FileProblem extends Error {
    name = 'FileProblem';
    problem;
    constructor(path, value, legal) {
        super(`${path}: ${value}`);
        this.problem = { key: path, value, legal };
    }
}
/** A row may not be longer: one record of the log would not hold it. */
export const LONGEST_ROW_BYTES = 900_000;
/** DuckDB reads rows up to this. */
export const LONGEST_READ_BYTES = 16 * 1024 * 1024;
export function quoted(text) {
    return `'${text.replaceAll("'", "''")}'`;
}
/** Chunks as DuckDB makes them, one in memory at a time. */
export async function* chunksOf(connection, sql) {
    const result = await connection.stream(sql);
    for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0)
            return;
        yield { result, chunk };
    }
}
/** The one row of a query about the file. */
export async function factsOf(connection, sql) {
    const result = await connection.runAndReadAll(sql);
    return result.getRowObjectsJson()[0] ?? {};
}
//# sourceMappingURL=file.js.map