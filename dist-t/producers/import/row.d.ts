import type { Json } from '../../runtime/duckdb/values.ts';
import { Unreadable } from '../../upstreams/shared/fields.ts';
export declare const LONGEST_ID = 200;
export interface Range {
    readonly from: number;
    readonly to: number;
}
/**
 * One row, or one object inside of a JSON column, read column by column. Cells of a CSV file are texts; those of JSON
 * and Parquet have types of their own; both are taken. Empty (absent, null, blanks alone) is "not there". What is
 * there and wrong is an {@link Unreadable} that names the column, never the value.
 */
export declare class Row {
    #private;
    constructor(cells: Readonly<Record<string, Json>>, path?: string);
    names(): string[];
    has(name: string): boolean;
    textOrNull(name: string, longest?: number): string | null;
    text(name: string, longest?: number): string;
    integerOrNull(name: string, { from, to }: Range): number | null;
    integer(name: string, range: Range): number;
    numberOrNull(name: string): number | null;
    flagOrNull(name: string): boolean | null;
    /** Epoch milliseconds, never negative; what is finer is cut. */
    instantOrNull(name: string): number | null;
    instant(name: string): number;
    /** Days since 1970-01-01. */
    dateOrNull(name: string): number | null;
    /** JSON as such, or as a text. */
    jsonOrNull(name: string): Json;
    /** A JSON object, as it is written on the log. */
    objectOrNull(name: string): string | null;
    /** The objects of a JSON array; null where it is not there. */
    rowsOrNull(name: string): Row[] | null;
    /** Refuses what is none of `known`. */
    only(known: readonly string[]): void;
    wrong(name: string, reason: string, expected: string): Unreadable;
}
export declare function isRecord(value: Json | undefined): value is {
    readonly [key: string]: Json;
};
