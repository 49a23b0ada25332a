import { written } from '../../upstreams/shared/written.js';
import { headerOf } from './csv-header.js';
import { rejectedRows } from './csv-rejects.js';
import { scanCsv } from './csv-scan.js';
import { chunksOf, FileProblem, factsOf, LONGEST_READ_BYTES, quoted, } from './file.js';
/** What the table with rejects is called; a connection reads one file. */
const REJECTS = 'import_rejects';
/**
 * A CSV file by DuckDB's reader, every cell as text. It is read twice: first all of it for what DuckDB rejects, then
 * for the rows. DuckDB passes over some broken quoting in silence, so what it took and what it rejected must add up to
 * the lines that there are. Throws a FileProblem.
 */
export async function openCsv(connection, path) {
    const { names, delimiter, start } = headerOf(path);
    const shape = await scanCsv(path, delimiter, start);
    if (shape.records < 2)
        throw new FileProblem(path, 'no rows', 'a header and at least one row');
    if (shape.mixed)
        throw new FileProblem(path, 'lines that end in different ways', 'either \\n or \\r\\n throughout');
    if (shape.unterminated !== null) {
        const row = shape.unterminated - 1;
        throw new FileProblem(path, `a quote that is not closed (found at its end, row ${row})`, 'quotes in pairs');
    }
    const reader = readerOf(path, names, delimiter);
    await check(connection, path, reader, shape);
    return {
        path,
        columns: names,
        rows: shape.records - 1,
        batches: () => batches(connection, { path, reader, names, shape }),
    };
}
function readerOf(path, names, delimiter) {
    const columns = names.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ');
    return (`${quoted(path)}, auto_detect = false, header = true, columns = {${columns}}, delim = ${quoted(delimiter)}, ` +
        `quote = '"', escape = '"', nullstr = '', parallel = false, max_line_size = ${LONGEST_READ_BYTES}`);
}
async function check(connection, path, reader, shape) {
    const rejects = `store_rejects = true, rejects_table = '${REJECTS}', rejects_scan = '${REJECTS}_scan', rejects_limit = 0`;
    const counted = await connection
        .runAndReadAll(`SELECT count(COLUMNS(*)), count(*) AS taken FROM read_csv(${reader}, ${rejects})`)
        .catch(() => {
        throw new FileProblem(path, 'no CSV that can be read', 'CSV in UTF-8, cells in "…" with quotes doubled');
    });
    const taken = Number(counted.getRowObjectsJson()[0]?.taken);
    const { rejected } = await factsOf(connection, `SELECT count(DISTINCT line) AS rejected FROM ${REJECTS}`);
    const rows = shape.records - 1;
    if (taken + Number(rejected) !== rows)
        throw new FileProblem(path, `quotes that can be read in two ways (${rows} rows or ${taken})`, 'cells in "…" with quotes doubled');
    if (taken === 0)
        throw new FileProblem(path, 'no row that can be read', 'rows with the columns of the header');
}
async function* batches(connection, reading) {
    const { path, reader, names, shape } = reading;
    const rejected = await rejectedRows(connection, REJECTS, { path, shape });
    let row = 0;
    const next = () => {
        do
            row++;
        while (rejected.rows.has(row));
        return row;
    };
    for await (const { chunk } of chunksOf(connection, `FROM read_csv(${reader}, ignore_errors = true)`)) {
        const columns = names.map((_, i) => chunk.getColumnValues(i));
        const rows = [];
        for (let i = 0; i < chunk.rowCount; i++) {
            const cells = {};
            // Every column was read as VARCHAR.
            names.forEach((name, column) => {
                cells[name] = (columns[column]?.[i] ?? null);
            });
            rows.push({ kind: 'readable', row: next(), cells, bytes: () => written(cells) });
        }
        yield rows;
    }
    yield* rejected.batches();
}
//# sourceMappingURL=csv-file.js.map