import type { ChunkAppender } from '../../runtime/duckdb/chunks.ts';
import { type StoredColumn, type StoredTable } from '../../schemas/tables.ts';
import type { Slice } from './slices.ts';
/**
 * Rows are staged in a temporary table, as they come: instants and dates as numbers, JSON as text. `_n` numbers them in
 * log order (of one key), `_gone` marks tombstones, `_log_key` is the key on the log; `_via` and `_at`: see arrivals.ts.
 */
export declare function stageDdl(table: StoredTable): string;
export declare function stageName({ name }: StoredTable): string;
/** The column's value from that of the stage `s`. */
export declare function columnSql({ name, type, field }: StoredColumn): string;
/** Puts the rows of the slices on the stage, numbered from 0. */
export declare function stage(appender: ChunkAppender, slices: readonly Slice[]): Promise<void>;
