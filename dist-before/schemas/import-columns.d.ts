import { type StoredColumn } from './tables.ts';
import { type AnyTopic } from './topics.ts';
export declare const importKinds: readonly ['orders', 'guests', 'reservations', 'surveys'];
export type ImportKind = (typeof importKinds)[number];
export interface ImportShape {
    readonly topic: AnyTopic;
    /** All that a file may have, in the order of the schema. */
    readonly columns: readonly StoredColumn[];
    /** Those without which a file is no use. */
    readonly required: readonly string[];
}
/** Columns that we derive: a file that has one is refused. */
export declare const derivedColumns: readonly string[];
/** What a file of each kind is made of: the columns of the topic's table. */
export declare const importShapes: Readonly<Record<ImportKind, ImportShape>>;
