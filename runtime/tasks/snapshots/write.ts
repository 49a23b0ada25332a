import { crc32 } from 'node:zlib';
import { topics } from '../../../schemas/topics.ts';
import type { Codec } from '../../codec/codec.ts';
import type { Log, NewRecord, Writer } from '../../log/types.ts';
import { endsOf } from '../ends.ts';
import { taskOf } from '../progress.ts';
import { placeOf, type Slot, slotAndNumber } from './manifest.ts';

/** Chunks on their way to the broker while the next is made. */
const UNDER_WAY = 2;

export interface Place {
  readonly log: Log;
  readonly codec: Codec;
  readonly processor: { readonly name: string };
  readonly partition: number;
}

export interface Written {
  readonly from: number;
  readonly to: number;
  readonly chunks: readonly number[];
  readonly bytes: number;
}

export interface Writing {
  readonly id: string;
  readonly slot: Slot;
  readonly pieces: Iterable<Uint8Array>;
  readonly chunk_bytes: number;
  readonly signal: AbortSignal;
}

/**
 * Puts the pieces on the log, cut into chunks, a few of which are in memory at a time. No transaction: so large a one
 * would take too long, and without a manifest nobody looks at them. Undefined: aborted, something may lie in the slot.
 */
export async function writeChunks(place: Place, writing: Writing): Promise<Written | undefined> {
  const { log, codec, processor, partition } = place;
  const task = taskOf(processor.name, partition);
  const { end: from } = await endsOf(log, topics.snapshots.name, partition);
  const chunks: number[] = [];
  let bytes = 0;
  const done = await appendAll(await log.writer(), writing.signal, function* () {
    for (const chunk of chunksOf(writing.pieces, writing.chunk_bytes)) {
      const value = { place: placeOf(task, writing.slot, chunks.length), snapshot: writing.id, bytes: chunk };
      chunks.push(crc32(chunk));
      bytes += chunk.length;
      const encoded = codec.encode(topics.snapshots, value);
      yield { topic: topics.snapshots.name, partition, key: Buffer.from(value.place), value: encoded };
    }
  });
  if (!done) return undefined;
  const { end: to } = await endsOf(log, topics.snapshots.name, partition);
  return { from, to, chunks, bytes };
}

/** Takes the chunks of a slot away, from a number on up to another. */
export async function eraseChunks(
  { log, processor, partition }: Place,
  { slot, from, to }: { readonly slot: Slot; readonly from: number; readonly to: number },
): Promise<void> {
  if (from >= to) return;
  const task = taskOf(processor.name, partition);
  const { signal } = new AbortController();
  await appendAll(await log.writer(), signal, function* () {
    for (let number = from; number < to; number++) {
      yield { topic: topics.snapshots.name, partition, key: Buffer.from(placeOf(task, slot, number)), value: null };
    }
  });
}

/** By slot, how many chunks lie there that were written at `from` or later, by whomever. */
export async function lyingFrom({ log, processor, partition }: Place, from: number): Promise<[number, number]> {
  const task = taskOf(processor.name, partition);
  const lying: [number, number] = [0, 0];
  const { begin, end } = await endsOf(log, topics.snapshots.name, partition);
  const range = { topic: topics.snapshots.name, partition, from: Math.max(begin, from), to: end };
  await log.scan(range, ({ records }) => {
    for (const { key, value } of records) {
      const at = slotAndNumber(task, key.toString());
      if (at !== undefined && value !== null) lying[at.slot] = Math.max(lying[at.slot], at.number + 1);
    }
  });
  return lying;
}

/** False: aborted. */
async function appendAll(writer: Writer, signal: AbortSignal, records: () => Iterable<NewRecord>): Promise<boolean> {
  const under_way: Promise<void>[] = [];
  try {
    for (const record of records()) {
      if (signal.aborted) return false;
      const appended = writer.append([record]);
      // Its failure is met when it is awaited.
      appended.catch(() => {});
      if (under_way.push(appended) > UNDER_WAY) await under_way.shift();
    }
    await Promise.all(under_way);
    return !signal.aborted;
  } finally {
    await writer.close();
  }
}

/** One buffer serves for all: a chunk is good until the next is asked for. */
function* chunksOf(pieces: Iterable<Uint8Array>, size: number): Iterable<Buffer> {
  const chunk = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const to = Math.min(piece.length, from + size - at);
      chunk.set(piece.subarray(from, to), at);
      at += to - from;
      from = to;
      if (at < size) continue;
      yield chunk;
      at = 0;
    }
  }
  if (at > 0) yield chunk.subarray(0, at);
}
