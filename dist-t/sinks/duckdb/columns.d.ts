import type { AvroCursor } from '../../runtime/codec/avro-cursor.ts';
import { type Vector } from '../../runtime/duckdb/vectors.ts';
import { type Avro } from '../../schemas/avro.ts';
/** What columns are made for. */
export interface Space {
    /** Holds the texts. */
    readonly memory: Memory;
    /** How many rows to expect; it may be more. */
    readonly rows: number;
}
/** Bytes one behind the other. */
export declare class Memory {
    bytes: Buffer;
    at: number;
    constructor(size: number);
    /** Copies them to its end; where they begin there. */
    add(more: Uint8Array): number;
}
/** Values of one type, one a row, as they came in Avro and as DuckDB takes them: no object is made of any. */
export declare abstract class Column {
    #private;
    protected rows: number;
    constructor(nullable: boolean, { rows }: Space);
    /** The next row's value is what follows there. Throws NotAvro: then `cut` must follow. */
    take(cursor: AvroCursor): void;
    /** The next row is NULL. */
    skip(): void;
    /** Forgets all rows from this one on. */
    cut(rows: number): void;
    /** Rows `from` to `to` (exclusive) become those of the vector. */
    write(vector: Vector, from: number, to: number): void;
    /** The next row's value is in its place. */
    protected noted(isNull: 0 | 1): void;
    protected abstract read(cursor: AvroCursor): void;
    protected abstract blank(): void;
    protected abstract fill(vector: Vector, from: number, to: number): void;
}
/** int64, in two halves: JavaScript has them as doubles. */
export declare class LongColumn extends Column {
    #private;
    /** Of the last row. */
    last: number;
    constructor(nullable: boolean, space: Space);
    add(value: number): void;
    protected read(cursor: AvroCursor): void;
    protected blank(): void;
    protected fill(vector: Vector, from: number, to: number): void;
}
/** Texts, or bytes, which stay where they lie. */
export declare class TextColumn extends Column {
    #private;
    constructor(nullable: boolean, space: Space, binary: boolean);
    /** The next row's text lies there. */
    add(start: number, end: number): void;
    start(row: number): number;
    end(row: number): number;
    protected read(cursor: AvroCursor): void;
    protected blank(): void;
    protected fill(vector: Vector, from: number, to: number): void;
}
/** Whether it is UTF-8: DuckDB takes nothing else, where our codec puts U+FFFD. */
export declare function isText(bytes: Buffer, start?: number, end?: number): boolean;
/** A column for values of the type. */
export declare function columnOf(type: Avro, space: Space, nullable?: boolean): Column;
