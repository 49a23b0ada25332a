import { beginningOf } from './csv-header.js';
import { chunksOf, FileProblem, LONGEST_READ_BYTES, quoted } from './file.js';
import { linesOf } from './lines.js';
import { isRecord } from './row.js';
/**
 * A JSON file by DuckDB's reader: an array of objects, or one object a line. The rows are parsed here, so that what is
 * wrong can be told for each. Throws a FileProblem.
 */
export async function openJson(connection, path) {
    const array = isArray(path);
    const format = array ? "format = 'array'" : "format = 'newline_delimited', ignore_errors = true";
    const reader = `read_json_objects(${quoted(path)}, maximum_object_size = ${LONGEST_READ_BYTES}, ${format})`;
    const columns = await columnsOf(connection, path, reader);
    const { rows, readable } = await countRows(connection, reader);
    if (rows === 0)
        throw new FileProblem(path, 'no rows', 'at least one JSON object');
    if (readable === 0)
        throw new FileProblem(path, 'no JSON objects', 'an array of JSON objects, or one JSON object a line');
    return { path, columns, rows, batches: () => batches(connection, path, reader) };
}
function isArray(path) {
    const text = beginningOf(path, 4096)
        .toString('utf8')
        .replace(/^\ufeff/, '')
        .trimStart();
    return text.startsWith('[');
}
async function columnsOf(connection, path, reader) {
    try {
        const sql = `SELECT DISTINCT unnest(json_keys(json)) FROM ${reader} WHERE json_type(json) = 'OBJECT' ORDER BY 1`;
        return (await connection.runAndReadAll(sql)).getRows().map(([name]) => String(name));
    }
    catch (error) {
        // `Invalid Input Error: Malformed JSON in file "…", at byte 6 in record/value 3: unexpected character.`
        const where = /at byte \d+ in (?:line|record\/value) \d+/.exec(error instanceof Error ? error.message : '');
        const value = where === null ? 'no JSON that can be read' : `broken JSON ${where[0]}`;
        throw new FileProblem(path, value, 'an array of JSON objects, or one JSON object a line');
    }
}
async function countRows(connection, reader) {
    const sql = `SELECT count(*)::DOUBLE, (count(*) FILTER (json_type(json) = 'OBJECT'))::DOUBLE FROM ${reader}`;
    const [rows, readable] = (await connection.runAndReadAll(sql)).getRows()[0] ?? [];
    return { rows: Number(rows), readable: Number(readable) };
}
async function* batches(connection, path, reader) {
    const lines = linesOf(path);
    let row = 0;
    try {
        for await (const { chunk } of chunksOf(connection, `SELECT json FROM ${reader}`)) {
            const rows = [];
            for (const text of chunk.getColumnValues(0)) {
                row++;
                // The column is of the type JSON: text. Null where the line is none.
                rows.push(text === null ? broken(row, await lines.at(row)) : rowOf(row, text));
            }
            yield rows;
        }
    }
    finally {
        lines.close();
    }
}
function rowOf(row, text) {
    const value = parsed(text);
    if (isRecord(value))
        return { kind: 'readable', row, cells: value, bytes: () => Buffer.from(text) };
    return { kind: 'unreadable', row, reason: 'no_object', detail: 'a JSON object expected', payload: Buffer.from(text) };
}
function parsed(text) {
    try {
        // What JSON.parse gives is JSON.
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function broken(row, payload) {
    return { kind: 'unreadable', row, reason: 'not_json', detail: 'a JSON object in UTF-8 expected', payload };
}
//# sourceMappingURL=json-file.js.map