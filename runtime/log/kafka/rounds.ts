import type { NewRecord, RecordList, Transaction } from '../types.ts';
import { Listed, Slice } from './record-list.ts';

/** Records of one partition that go into one record batch. */
export interface Chunk {
  readonly topic: string;
  readonly partition: number;
  readonly records: RecordList;
}

/** What one request carries: each partition at most once. */
export type Round = readonly Chunk[];

/** Below the broker's message.max.bytes (1,048,588 by default), which counts the whole batch. */
const CHUNK_BYTES = 1_000_000;
const ROUND_BYTES = 8_000_000;
/** The most that a record takes beside its body. */
const RECORD_OVERHEAD = 12;

/** All records by partition, not cut yet. */
export function wholes({ records, packed = [] }: Pick<Transaction, 'records' | 'packed'>): Chunk[] {
  const grouped = new Map<string, NewRecord[]>();
  for (const record of records) {
    const name = partitionName(record);
    const group = grouped.get(name);
    if (group === undefined) grouped.set(name, [record]);
    else group.push(record);
  }
  const listed = [...grouped.values()].map((group) => ({ ...placeOf(group[0]!), records: new Listed(group) }));
  return [...listed, ...packed.map((list) => ({ ...placeOf(list), records: list }))];
}

/**
 * Cuts records into requests that the broker takes, in an order that keeps that of each partition. A record too large
 * for a chunk gets one of its own: the topic may take it. A chunk has `chunk_records` at most.
 */
export function roundsOf(whole: readonly Chunk[], chunk_records: number): Round[] {
  const rounds: { chunks: Chunk[]; bytes: number; partitions: Set<string> }[] = [];
  for (const { chunk, bytes } of whole.flatMap((one) => chunksOf(one, chunk_records))) {
    const name = partitionName(chunk);
    const last = rounds.findLastIndex((round) => round.partitions.has(name));
    const round = rounds.find((one, i) => i > last && one.bytes + bytes <= ROUND_BYTES);
    if (round === undefined) rounds.push({ chunks: [chunk], bytes, partitions: new Set([name]) });
    else {
      round.chunks.push(chunk);
      round.partitions.add(name);
      round.bytes += bytes;
    }
  }
  return rounds.map((round) => round.chunks);
}

export function partitionName({ topic, partition }: Place): string {
  return `${topic}/${partition}`;
}

interface Place {
  readonly topic: string;
  readonly partition: number;
}

function placeOf({ topic, partition }: Place): Place {
  return { topic, partition };
}

interface Sized {
  readonly chunk: Chunk;
  readonly bytes: number;
}

function chunksOf({ records, ...place }: Chunk, chunk_records: number): Sized[] {
  const chunks: Sized[] = [];
  for (let from = 0; from < records.length; ) {
    let to = from;
    let bytes = 0;
    do bytes += RECORD_OVERHEAD + records.bodyBytes(to++);
    while (
      to < records.length &&
      to - from < chunk_records &&
      bytes + RECORD_OVERHEAD + records.bodyBytes(to) <= CHUNK_BYTES
    );
    chunks.push({ chunk: { ...place, records: new Slice(records, from, to) }, bytes });
    from = to;
  }
  return chunks;
}

/** Things of one topic together, in the order of their first. */
export function byTopic<T extends { readonly topic: string }>(things: readonly T[]): [topic: string, things: T[]][] {
  const grouped = new Map<string, T[]>();
  for (const thing of things) {
    const group = grouped.get(thing.topic);
    if (group === undefined) grouped.set(thing.topic, [thing]);
    else group.push(thing);
  }
  return [...grouped];
}
