import { type Vector } from '@duckdb/node-bindings';
export type { Vector };
/** DuckDB takes rows in chunks of at most as many. */
export declare const CHUNK_ROWS: number;
/** The values of a typed array, which are laid out as those of the vector are. */
export declare function writeValues(vector: Vector, values: ArrayBufferView<ArrayBuffer>): void;
/** `nulls`: a byte for each row, 1 where it is NULL. */
export declare function writeNulls(vector: Vector, nulls: Uint8Array): void;
/**
 * Lists, of which each ends before `ends[row]` in the child, and the first begins at `first`. Gives the child: its
 * items from `first` on are to be written there.
 */
export declare function writeLists(vector: Vector, ends: Int32Array, first: number): Vector;
export declare function fieldOf(struct: Vector, index: number): Vector;
/** Where texts lie: `[starts[i], ends[i])` of `memory`, as valid UTF-8 where the vector is one of texts. */
export interface Texts {
    readonly memory: Buffer;
    readonly starts: Int32Array;
    readonly ends: Int32Array;
}
/**
 * Texts or bytes. An entry of such a vector is a `duckdb_string_t`, public in duckdb.h and read just so by node-api:
 * the length (uint32), then the text itself, or its first 4 bytes and where it lies (uint64). Long texts are given to
 * the vector as one, which copies it; each then points into that copy. A call for each of them would cost more than
 * all else that is done for a row.
 */
export declare function writeTexts(vector: Vector, texts: Texts): void;
