import { closeSync, openSync, readSync } from 'node:fs';
import { chunksOf } from './file.js';
/** What DuckDB calls an error → reason, and what was expected. */
const reasons = {
    'MISSING COLUMNS': ['too_few_cells', 'as many cells as the header has expected'],
    'TOO MANY COLUMNS': ['too_many_cells', 'as many cells as the header has expected'],
    'UNQUOTED VALUE': ['broken_quotes', 'nothing behind a closing quote expected'],
    'INVALID ENCODING': ['not_utf8', 'UTF-8 expected'],
    'INVALID STATE': ['broken_quotes', 'cells in "…" with quotes doubled expected'],
    'LINE SIZE OVER MAXIMUM': ['row_too_long', 'a shorter row expected'],
};
/** Bytes of a row that a dead letter takes. */
const MOST_BYTES = 1_000_000;
export async function rejectedRows(connection, table, { path, shape }) {
    const rowOf = rowNumbers(shape.blanks);
    const rows = new Set();
    for await (const { chunk } of chunksOf(connection, `SELECT DISTINCT line::DOUBLE FROM ${table} ORDER BY 1`))
        for (const line of chunk.getColumnValues(0))
            rows.add(rowOf(Number(line)));
    return { rows, batches: () => batches(connection, table, path, rowNumbers(shape.blanks)) };
}
/** Lines as DuckDB counts them, ascending, → rows as people count them. */
function rowNumbers(blanks) {
    let passed = 0;
    return (line) => {
        while (passed < blanks.length && blanks[passed] < line)
            passed++;
        return line - 1 - passed;
    };
}
async function* batches(connection, table, path, rowOf) {
    const sql = `SELECT line::DOUBLE, min(line_byte_position)::DOUBLE, arg_min(error_type::VARCHAR, column_idx), ` +
        `any_value(error_type::VARCHAR) FROM ${table} GROUP BY line ORDER BY line`;
    const file = openSync(path, 'r');
    try {
        for await (const { chunk } of chunksOf(connection, sql)) {
            for (const [line, position, byColumn, any] of chunk.getRows()) {
                const [reason, detail] = reasons[String(byColumn ?? any)] ?? [
                    'unreadable_row',
                    'a row as the header says expected',
                ];
                const payload = rowAt(file, Math.max(0, Number(position) - 1));
                // One at a time: payloads may be large.
                yield [{ kind: 'unreadable', row: rowOf(Number(line)), reason, detail, payload }];
            }
        }
    }
    finally {
        closeSync(file);
    }
}
/** The bytes from there up to the end of the line; line ends within quotes belong to it. */
function rowAt(file, position) {
    for (let most = 4096;; most *= 16) {
        const size = Math.min(most, MOST_BYTES);
        const buffer = Buffer.alloc(size);
        const bytes = buffer.subarray(0, readSync(file, buffer, 0, size, position));
        const begin = bytes.findIndex((byte) => byte !== 0x0a && byte !== 0x0d);
        const end = endOfRow(bytes, Math.max(0, begin));
        if (end !== undefined || bytes.length < size || size === MOST_BYTES)
            return bytes.subarray(Math.max(0, begin), end);
    }
}
function endOfRow(bytes, begin) {
    let quoted = false;
    for (let i = begin; i < bytes.length; i++) {
        if (bytes[i] === 0x22)
            quoted = !quoted;
        else if (!quoted && (bytes[i] === 0x0a || bytes[i] === 0x0d))
            return i;
    }
    return undefined;
}
//# sourceMappingURL=csv-rejects.js.map