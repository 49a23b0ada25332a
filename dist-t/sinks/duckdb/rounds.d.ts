import type { StoredTable } from '../../schemas/tables.ts';
import type { Slice } from './slices.ts';
/**
 * Parts of the slices (of one table, in log order) that are applied one after the other. Inside a round the order of a
 * row's tombstones and values does not matter.
 *
 * - `latest`: one round, in which the last record of a key is what counts.
 * - `highest_version`: a tombstone takes away the version it names, so what was put before it and what comes after it
 *   stay apart: in a round a row has values or tombstones, not both.
 */
export declare function roundsOf({ keeps }: StoredTable, slices: readonly Slice[]): Slice[][];
