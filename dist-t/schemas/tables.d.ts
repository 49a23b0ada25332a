import { type Avro, type AvroField } from './avro.ts';
import { type AnyTopic } from './topics.ts';
/**
 * What the warehouse stores: one table in the schema `store` for each topic that is a table, its columns from the
 * topic's Avro schema. The tables that the outside relies on are views over these (table-views.ts).
 */
export interface StoredTable {
    readonly name: string;
    readonly topic: AnyTopic;
    readonly columns: readonly StoredColumn[];
    /** Fields of the topic's value that are no columns. */
    readonly left_out: readonly string[];
    /**
     * - `latest`: a row for each key of the topic, the last record of it.
     * - `highest_version`: a row for each entity, the record with the highest `version`; of two with one version the
     *   later in the log.
     */
    readonly keeps: 'latest' | 'highest_version';
}
export interface StoredColumn {
    readonly name: string;
    /** As DuckDB writes it. */
    readonly type: string;
    readonly nullable: boolean;
    readonly doc: string;
    readonly field: AvroField;
}
/** Columns of the store that are no part of a topic's value begin with `_`. `_key` is the MD5 of the row's key. */
export declare const KEY_COLUMN = "_key";
export declare const storedTables: readonly StoredTable[];
export declare function storedTableOf(topic: string): StoredTable | undefined;
/** The DuckDB type of an Avro type; a union with null is the other type. Nested records are STRUCTs. */
export declare function duckdbType(type: Avro): string;
/** The one type of a union beside null. */
export declare function onlyOf(union: readonly Avro[]): Avro;
/** Creates the store; harmless where it is there already. Statements, in order. */
export declare function storeDdl(): string[];
