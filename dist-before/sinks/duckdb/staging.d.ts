import { type StoredTable } from '../../schemas/tables.ts';
/**
 * Rows travel into DuckDB as one JSON text a batch, which it parses beside the main thread: half the cost there of
 * filling data chunks value by value. `$1` is the text, `$2` what separates its rows; a row is a Change.
 */
export declare function stageSql(table: StoredTable): string;
export declare function stageOf(table: StoredTable): string;
export declare function stageDdl(table: StoredTable): string;
/** Whether values of the table hold bytes, which JSON cannot. */
export declare function bytesColumns(table: StoredTable): string[];
/** Values as `string_split` takes them apart: JSON written in one go, with a separator between that nobody can know. */
export declare function asRows(values: readonly unknown[]): [text: string, separator: string];
