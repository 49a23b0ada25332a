import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
export function resultWriter(format, output) {
    if (format === 'json')
        return jsonWriter(output);
    return format === 'csv' ? csvWriter(output) : tableWriter(output);
}
/** An array of objects, a line each. */
function jsonWriter(output) {
    let names = [];
    let before = '[';
    return {
        columns(columns) {
            names = columns.map(({ name }) => name);
        },
        rows(rows) {
            for (const row of rows) {
                output.print(`${before}${JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])))}`);
                before = ',';
            }
        },
        end: () => output.print(before === '[' ? '[]' : ']'),
    };
}
/** RFC 4180 with a header line; NULL is nothing, an empty text is `""`, lists and structs are JSON. */
function csvWriter(output) {
    const print = (rows) => {
        if (rows.length > 0)
            output.print(stringify([...rows], { cast: { string: quotedWhereEmpty } }).replace(/\n$/, ''));
    };
    return {
        columns: (columns) => print([columns.map(({ name }) => name)]),
        rows: (rows) => print(rows.map((row) => row.map(csvCell))),
        end() { },
    };
}
function quotedWhereEmpty(value) {
    return value === '' ? { value, quoted_empty: true } : value;
}
function csvCell(value) {
    return value === null ? null : textOf(value);
}
const SHOWN_ROWS = 10_000;
/** For people: at most so many rows, which it says. */
function tableWriter(output) {
    let head = [];
    const shown = [];
    let total = 0;
    return {
        columns(columns) {
            head = columns;
        },
        rows(rows) {
            total += rows.length;
            shown.push(...rows.slice(0, SHOWN_ROWS - shown.length));
        },
        end() {
            const table = new Table({
                head: head.map(({ name }) => name),
                style: { head: [], border: [], compact: true },
                colAligns: head.map(({ type }) => (isNumeric(type) ? 'right' : 'left')),
            });
            table.push(...shown.map((row) => row.map((value) => (value === null ? '' : textOf(value)))));
            output.print(table.toString());
            output.note(total === 1 ? '1 row' : `${total} rows`);
            if (total > shown.length)
                output.note(`the first ${shown.length} are shown; --format csv or json gives all`);
        },
    };
}
function isNumeric(type) {
    return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL|FLOAT|DOUBLE)\b/.test(type);
}
function textOf(value) {
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
//# sourceMappingURL=writers.js.map