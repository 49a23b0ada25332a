import { Buffer } from 'node:buffer';

/** Parts of a state as the bytes of a snapshot (see Snapshots in runtime/types.ts), and back. */
export type Saving = Iterable<Uint8Array>;
/** Gives room for bytes, and in the end what they are. */
export type Loading<T> = Generator<Uint8Array, T, void>;

/** Items of a list that are made into one text at a time. */
const TOGETHER = 4_096;

export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

export function* saveNumbers(numbers: readonly number[]): Saving {
  yield bytesOf(Float64Array.of(numbers.length));
  yield bytesOf(Float64Array.from(numbers));
}

export function* loadNumbers(): Loading<number[]> {
  const numbers = new Float64Array(yield* loadCount());
  yield bytesOf(numbers);
  return Array.from(numbers);
}

/** As it lies in memory. */
export function* saveWords(words: Int32Array): Saving {
  yield bytesOf(Float64Array.of(words.length));
  yield bytesOf(words);
}

export function* loadWords(): Loading<Int32Array<ArrayBuffer>> {
  const words = new Int32Array(yield* loadCount());
  yield bytesOf(words);
  return words;
}

/** Plain JSON, by parts. */
export function* saveList(list: readonly unknown[]): Saving {
  yield bytesOf(Float64Array.of(list.length));
  for (let from = 0; from < list.length; from += TOGETHER) {
    const text = Buffer.from(JSON.stringify(list.slice(from, from + TOGETHER)));
    yield bytesOf(Float64Array.of(text.length));
    yield text;
  }
}

/** What {@link saveList} was given; a hole has become null. */
export function* loadList<T>(): Loading<T[]> {
  const list: T[] = [];
  for (let left = yield* loadCount(); left > 0; left -= TOGETHER) {
    const text = Buffer.allocUnsafeSlow(yield* loadCount());
    yield text;
    // A snapshot of this format holds what was saved under it.
    for (const item of JSON.parse(text.toString()) as T[]) list.push(item);
  }
  return list;
}

function* loadCount(): Loading<number> {
  const count = new Float64Array(1);
  yield bytesOf(count);
  return count[0]!;
}
