import { type Problem } from '../../runtime/config/problems.ts';
import { type Database } from '../../runtime/duckdb/database.ts';
import { type ImportFile } from './file.ts';
import type { Kind } from './kinds.ts';
export type Looked = {
    readonly file: ImportFile;
} | {
    readonly problems: readonly Problem[];
};
/** DuckDB as a reader of files: in memory, on one thread, so that rows come in the order of the file. */
export declare function openReader(): Promise<Database>;
/** Looks through all of the file: it can be read, and its columns are those of the kind. All that is wrong at once. */
export declare function lookInto(reader: Database, path: string, kind: Kind): Promise<Looked>;
