import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { StoredTable } from '../../schemas/tables.ts';
import type { Refusals } from './refusals.ts';
import { type Side } from './sides.ts';
/** What one partition of a topic is read for. */
export interface LedgerRange {
    readonly partition: number;
    readonly begin: number;
    /** What the warehouse holds ends before this offset. */
    readonly held: number;
    /** Where reading ends: what lies behind `held` only says which keys have changed since. */
    readonly end: number;
}
export interface Reading {
    readonly log: Log;
    readonly codec: Codec;
    readonly table: StoredTable;
    readonly ranges: readonly LedgerRange[];
    readonly signal: AbortSignal;
    /** Accounts for what cannot be read; and the warehouse holds no row of what it refused itself. */
    readonly refusals: Refusals;
    /** Every record, also behind `held`, as it is read. */
    each(key: string, at: {
        readonly partition: number;
        readonly offset: number;
    }): void;
}
export interface Ledgered {
    readonly side: Side;
    readonly records: number;
    /** Rows that the log comes to. */
    readonly rows: number;
    /** Records that cannot be read and have no dead letter, as `topic|partition|offset`. */
    readonly unaccounted: readonly string[];
    /** Of these keys those of which the log need not hold the record: changed behind `held`, or older than the log. */
    mayDiffer(keys: readonly string[]): Promise<ReadonlySet<string>>;
    /** Forgets them. */
    close(): Promise<void>;
}
/** As it calls itself in its dead letters. */
export declare const SINK = "duckdb";
/** The log as tables: of every record its key, position and digest, in a database of its own that spills to disk. */
export declare class Ledger {
    #private;
    static open(temp_folder: string): Promise<Ledger>;
    private constructor();
    close(): void;
    /** The rows that the records before `held` come to: the last record of each key, and of those the highest version. */
    read(reading: Reading): Promise<Ledgered>;
}
