import { accessSync, constants, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { didYouMean } from '../../runtime/config/problems.js';
import { openDatabase } from '../../runtime/duckdb/database.js';
import { derivedColumns } from '../../schemas/import-columns.js';
import { openCsv } from './csv-file.js';
import { FileProblem } from './file.js';
import { openJson } from './json-file.js';
import { openParquet } from './parquet-file.js';
const MEMORY_BYTES = 512 * 1024 * 1024;
const formats = new Map([
    ['.csv', openCsv],
    ['.tsv', openCsv],
    ['.json', openJson],
    ['.jsonl', openJson],
    ['.ndjson', openJson],
    ['.parquet', openParquet],
]);
/** DuckDB as a reader of files: in memory, on one thread, so that rows come in the order of the file. */
export function openReader() {
    return openDatabase({
        path: ':memory:',
        memory_bytes: MEMORY_BYTES,
        threads: 1,
        temp_folder: join(tmpdir(), `regulars-import-${process.pid}`),
        files: 'allowed',
        ordered: true,
    });
}
/** Looks through all of the file: it can be read, and its columns are those of the kind. All that is wrong at once. */
export async function lookInto(reader, path, kind) {
    try {
        const open = formatOf(path);
        const file = await open(await reader.connect(), path);
        const problems = columnProblems(file, kind);
        return problems.length > 0 ? { problems } : { file };
    }
    catch (error) {
        if (error instanceof FileProblem)
            return { problems: [error.problem] };
        throw error;
    }
}
function formatOf(path) {
    try {
        if (!statSync(path).isFile())
            throw new FileProblem(path, 'no file', 'a file');
        accessSync(path, constants.R_OK);
    }
    catch (error) {
        if (error instanceof FileProblem)
            throw error;
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        throw new FileProblem(path, code === 'ENOENT' ? 'not there' : 'not readable', 'a file that can be read');
    }
    if (statSync(path).size === 0)
        throw new FileProblem(path, 'empty', 'a file with at least one row');
    const open = formats.get(extname(path).toLowerCase());
    if (open === undefined)
        throw new FileProblem(path, 'a format that is not known', `a name ending in ${[...formats.keys()].join(', ')}`);
    return open;
}
function columnProblems({ path, columns }, { name, columns: known, required }) {
    const key = basename(path);
    const twice = [...new Set(columns.filter((column, i) => columns.indexOf(column) !== i))];
    const unknown = columns.filter((column) => !known.includes(column));
    const missing = required.filter((column) => !columns.includes(column));
    return [
        ...twice.map((column) => ({ key, value: `the column ${column} is there twice`, legal: 'each column once' })),
        ...[...new Set(unknown)].map((column) => unknownColumn(key, column, known)),
        ...missing.map((column) => ({ key, value: `no column ${column}`, legal: `${name} with ${required.join(', ')}` })),
    ];
}
function unknownColumn(key, column, known) {
    if (derivedColumns.includes(column))
        return { key, value: `the column ${column}`, legal: 'a file without it: regulars derives it' };
    const meant = didYouMean(column, known);
    const shown = JSON.stringify(column.length > 100 ? `${column.slice(0, 100)}…` : column);
    const more = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return { key, value: `unknown column ${shown}`, legal: `${known.join(', ')}${more}` };
}
//# sourceMappingURL=open.js.map