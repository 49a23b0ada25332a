import duckdb, {} from '@duckdb/node-bindings';
/** DuckDB takes rows in chunks of at most as many. */
export const CHUNK_ROWS = duckdb.vector_size();
/** The values of a typed array, which are laid out as those of the vector are. */
export function writeValues(vector, values) {
    duckdb.copy_data_to_vector(vector, 0, values.buffer, values.byteOffset, values.byteLength);
}
/** `nulls`: a byte for each row, 1 where it is NULL. */
export function writeNulls(vector, nulls) {
    const valid = new Uint8Array(8 * Math.ceil(nulls.length / 64));
    for (let row = 0; row < nulls.length; row++)
        if (nulls[row] === 0)
            valid[row >> 3] |= 1 << (row & 7);
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.length);
}
/**
 * Lists, of which each ends before `ends[row]` in the child, and the first begins at `first`. Gives the child: its
 * items from `first` on are to be written there.
 */
export function writeLists(vector, ends, first) {
    // Where they begin and how many they are, as uint64.
    const entries = new Uint32Array(4 * ends.length);
    let start = 0;
    for (let row = 0; row < ends.length; row++) {
        const end = ends[row] - first;
        entries[4 * row] = start;
        entries[4 * row + 2] = end - start;
        start = end;
    }
    duckdb.list_vector_reserve(vector, start);
    duckdb.list_vector_set_size(vector, start);
    writeValues(vector, entries);
    return duckdb.list_vector_get_child(vector);
}
export function fieldOf(struct, index) {
    return duckdb.struct_vector_get_child(struct, index);
}
const ENTRY_BYTES = 16;
/** Up to this length a text lies in its entry. */
const INLINE = 12;
const PREFIX = 4;
/**
 * Texts or bytes. An entry of such a vector is a `duckdb_string_t`, public in duckdb.h and read just so by node-api:
 * the length (uint32), then the text itself, or its first 4 bytes and where it lies (uint64). Long texts are given to
 * the vector as one, which copies it; each then points into that copy. A call for each of them would cost more than
 * all else that is done for a row.
 */
export function writeTexts(vector, texts) {
    const { memory, starts, ends } = texts;
    const entries = new Uint32Array(4 * starts.length);
    const bytes = new Uint8Array(entries.buffer);
    let [low, high] = addressOf(vector, longOnes(texts));
    for (let row = 0; row < starts.length; row++) {
        const start = starts[row];
        const length = ends[row] - start;
        const entry = 4 * row;
        entries[entry] = length;
        const kept = length <= INLINE ? length : PREFIX;
        for (let i = 0; i < kept; i++)
            bytes[ENTRY_BYTES * row + 4 + i] = memory[start + i];
        if (length <= INLINE)
            continue;
        entries[entry + 2] = low;
        entries[entry + 3] = high;
        low += length;
        if (low < 2 ** 32)
            continue;
        low -= 2 ** 32;
        high++;
    }
    writeValues(vector, entries);
}
let scratch = Buffer.allocUnsafeSlow(64 * 1024);
/** One behind the other. */
function longOnes({ memory, starts, ends }) {
    let size = 0;
    for (let row = 0; row < starts.length; row++)
        size += Math.max(0, ends[row] - starts[row]);
    if (size > scratch.length)
        scratch = Buffer.allocUnsafeSlow(2 * size);
    let at = 0;
    for (let row = 0; row < starts.length; row++) {
        const start = starts[row];
        const end = ends[row];
        if (end - start > INLINE)
            at = copied(memory, start, end, at);
    }
    return scratch.subarray(0, at);
}
const SHORT = 64;
function copied(memory, start, end, at) {
    if (end - start > SHORT)
        return at + memory.copy(scratch, at, start, end);
    for (let i = start; i < end; i++)
        scratch[at++] = memory[i];
    return at;
}
/** Where the vector has its copy of the text: the halves of the address. */
function addressOf(vector, text) {
    if (text.length === 0)
        return [0, 0];
    duckdb.vector_assign_string_element_len(vector, 0, text);
    const first = duckdb.vector_get_data(vector, ENTRY_BYTES);
    const entry = new DataView(first.buffer, first.byteOffset, ENTRY_BYTES);
    // What is no UTF-8 is not taken.
    if (entry.getUint32(0, true) !== text.length)
        throw new Error('DuckDB has not taken a text');
    return [entry.getUint32(8, true), entry.getUint32(12, true)];
}
//# sourceMappingURL=vectors.js.map