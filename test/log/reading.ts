import { contentOf, type LogRecord } from '../../runtime/log/record.ts';
import type { Generation, JoinOptions, Log, Membership, NewRecord, RecordBatch } from '../../runtime/log/types.ts';

export function record(topic: string, partition: number, key: string, value: string | null = key): NewRecord {
  return { topic, partition, key: Buffer.from(key), value: value === null ? null : Buffer.from(value) };
}

/** `count` records named p-0, p-1, … */
export function records(topic: string, partition: number, prefix: string, count: number): NewRecord[] {
  return Array.from({ length: count }, (_, i) => record(topic, partition, `${prefix}-${i}`));
}

export function keysOf(found: Iterable<LogRecord>): string[] {
  return Array.from(found, (one) => one.key.toString());
}

export function saidBy(found: Iterable<LogRecord>) {
  return Array.from(found, contentOf);
}

/** Everything committed on the partition up to its present end. */
export async function readAll(log: Log, topic: string, partition: number): Promise<LogRecord[]> {
  const { begin, end } = (await log.ends(topic))[partition]!;
  const found: LogRecord[] = [];
  await log.scan({ topic, partition, from: begin, to: end }, (batch) => {
    found.push(...batch.records);
  });
  return found;
}

export interface Member {
  readonly membership: Membership;
  /** Partition numbers it holds now. */
  readonly held: Set<number>;
  /** Everything that was done to it, in order. */
  readonly told: string[];
  readonly batches: RecordBatch[];
  readonly failures: unknown[];
  keys(): string[];
}

/** A member of a group that notes what it is told. Reads every topic from the beginning unless told otherwise. */
export async function join(
  log: Log,
  options: Pick<JoinOptions, 'group' | 'topics'> & Partial<JoinOptions>,
): Promise<Member> {
  const held = new Set<number>();
  const told: string[] = [];
  const batches: RecordBatch[] = [];
  const failures: unknown[] = [];
  const membership = await log.join({
    ...options,
    ...noting(options, { held, told, batches, failures }),
  });
  const keys = () => batches.flatMap((batch) => keysOf(batch.records));
  return { membership, held, told, batches, failures, keys };
}

type Notes = Pick<Member, 'held' | 'told' | 'batches' | 'failures'>;

function noting(options: Pick<JoinOptions, 'topics'> & Partial<JoinOptions>, notes: Notes) {
  const fromTheBeginning = (partition: number) => options.topics.map((topic) => ({ topic, partition, offset: 0 }));
  return {
    assigned: async (partition: number, signal: AbortSignal, generation: Generation) => {
      notes.told.push(`assigned ${partition}`);
      notes.held.add(partition);
      return (await options.assigned?.(partition, signal, generation)) ?? fromTheBeginning(partition);
    },
    records: async (batch: RecordBatch) => {
      notes.batches.push(batch);
      await options.records?.(batch);
    },
    revoked: async (partition: number) => {
      await options.revoked?.(partition);
      notes.held.delete(partition);
      notes.told.push(`revoked ${partition}`);
    },
    failed: (error: unknown) => {
      notes.failures.push(error);
      options.failed?.(error);
    },
  };
}
