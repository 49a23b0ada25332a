import { BLOB, DuckDBDataChunk } from '@duckdb/node-api';
import duckdb, { type Vector } from '@duckdb/node-bindings';

export type { Vector };

/** DuckDB takes rows in chunks of at most as many. */
export const CHUNK_ROWS = duckdb.vector_size();

/** The values of a typed array, which are laid out as those of the vector are. */
export function writeValues(vector: Vector, values: ArrayBufferView<ArrayBuffer>): void {
  duckdb.copy_data_to_vector(vector, 0, values.buffer, values.byteOffset, values.byteLength);
}

/** `nulls` of the rows `from` to `to` (exclusive): 1 where a row is NULL; after its end none is. */
export function writeNulls(vector: Vector, { nulls, from, to }: Nulls): void {
  const valid = new Uint8Array(8 * Math.ceil((to - from) / 64)).fill(0xff);
  const end = Math.min(to, nulls.length);
  for (let row = from; row < end; row++) if (nulls[row] === 1) valid[(row - from) >> 3]! &= ~(1 << ((row - from) & 7));
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.length);
}

interface Nulls {
  readonly nulls: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Lists, of which each ends before `ends[row]` in the child, and the first begins at `first`. Gives the child: its
 * items from `first` on are to be written there.
 */
export function writeLists(vector: Vector, ends: Int32Array, first: number): Vector {
  // Where they begin and how many they are, as uint64.
  const entries = new Uint32Array(4 * ends.length);
  let start = 0;
  for (let row = 0; row < ends.length; row++) {
    const end = ends[row]! - first;
    entries[4 * row] = start;
    entries[4 * row + 2] = end - start;
    start = end;
  }
  duckdb.list_vector_reserve(vector, start);
  duckdb.list_vector_set_size(vector, start);
  writeValues(vector, entries);
  return duckdb.list_vector_get_child(vector);
}

export function fieldOf(struct: Vector, index: number): Vector {
  return duckdb.struct_vector_get_child(struct, index);
}

/** Where texts lie: `[starts[i], ends[i])` of `memory`, as valid UTF-8 where the vector is one of texts. */
export interface Texts {
  readonly memory: Buffer;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** All that are longer than 12 bytes lie in it. */
  readonly lent: Lent;
}

const ENTRY_BYTES = 16;
/** Up to this length a text lies in its entry. */
const INLINE = 12;
const PREFIX = 4;
const TWO_32 = 2 ** 32;

/**
 * Texts or bytes. An entry of such a vector is a `duckdb_string_t`, public in duckdb.h and read just so by node-api:
 * the length (uint32), then the text itself, or its first 4 bytes and where it lies (uint64): in the memory lent to
 * DuckDB. A call for each of them would cost more than all else that is done for a row.
 */
export function writeTexts(vector: Vector, { memory, starts, ends, lent }: Texts): void {
  const entries = new Uint32Array(4 * starts.length);
  const bytes = new Uint8Array(entries.buffer);
  for (let row = 0; row < starts.length; row++) {
    const start = starts[row]!;
    const length = ends[row]! - start;
    const entry = 4 * row;
    entries[entry] = length;
    const kept = length <= INLINE ? length : PREFIX;
    for (let i = 0; i < kept; i++) bytes[ENTRY_BYTES * row + 4 + i] = memory[start + i]!;
    if (length <= INLINE) continue;
    const low = lent.low + start - lent.start;
    entries[entry + 2] = low;
    entries[entry + 3] = low < TWO_32 ? lent.high : lent.high + 1;
  }
  writeValues(vector, entries);
}

/** A part of some memory, from `start` on, as DuckDB has it: at an address, here in halves. */
export interface Lent {
  readonly start: number;
  readonly low: number;
  readonly high: number;
}

/** Where no text is longer than an entry holds. */
export const NOT_LENT: Lent = { start: 0, low: 0, high: 0 };

/** Holds one piece of memory for DuckDB at a time. Good as long as vectors that point there are in use. */
export class Lender {
  readonly #chunk = DuckDBDataChunk.create([BLOB], 1);

  /** Copies `[start, end)` of it; what was lent before is gone. */
  lend(memory: Buffer, start: number, end: number): Lent {
    if (end - start <= INLINE) return { ...NOT_LENT, start };
    this.#chunk.reset();
    const vector = duckdb.data_chunk_get_vector(this.#chunk.chunk, 0);
    duckdb.vector_assign_string_element_len(vector, 0, memory.subarray(start, end));
    const { buffer, byteOffset } = duckdb.vector_get_data(vector, ENTRY_BYTES);
    const entry = new DataView(buffer, byteOffset, ENTRY_BYTES);
    if (entry.getUint32(0, true) !== end - start) throw new Error('DuckDB has not taken the memory');
    return { start, low: entry.getUint32(8, true), high: entry.getUint32(12, true) };
  }
}
