import type { LogRecord } from '../../runtime/log/types.ts';
import type { StoredTable } from '../../schemas/tables.ts';
/** One record of a table's topic, decoded. */
export interface Entry {
    readonly table: StoredTable;
    readonly partition: number;
    readonly raw: LogRecord;
    readonly key: string;
    /** Null: a tombstone. */
    readonly value: Readonly<Record<string, unknown>> | null;
}
/** What is to become of the row with the key `k`: `v` takes its place, or it goes away (`g`). */
export interface Change {
    readonly k: string;
    readonly g: boolean;
    /** With `g`, of a table that keeps the highest version: the version that goes away. */
    readonly v: Readonly<Record<string, unknown>> | null;
}
/**
 * The changes that entries (in log order) come to, for one table. Inside a round the order does not matter: a row has
 * either one value or tombstones only; rounds are applied one after the other.
 */
export declare function roundsOf(table: StoredTable, entries: readonly Entry[]): Change[][];
