import type { Records } from './record.ts';

/**
 * The log as the runtime sees it: a port with two implementations (Kafka, in memory) and one contract suite.
 * Topic names here carry no prefix; the implementation adds it. Offsets are safe integers.
 */
export interface Log {
  /** Partitions of every topic; fixed after the first start. */
  readonly partitions: number;
  /** Non-transactional, acks=all, batches by itself; for webhook deliveries and dead letters outside of a task. */
  writer(): Promise<Writer>;
  /**
   * Fences every earlier holder of `id` and ends its open transaction before it resolves: what it committed is then
   * visible, what it did not never will be.
   */
  transactor(id: string): Promise<Transactor>;
  /** Per partition: first offset and the offset after the last record, uncommitted ones included. */
  ends(topic: string): Promise<readonly Ends[]>;
  /** Per partition the offset that a reader has come to who has read all that can be read now: no open transaction is below. */
  stable(topic: string): Promise<readonly number[]>;
  /** Committed offsets of a group, stable (no transaction pending on them); absent where nothing was committed. */
  committed(group: string, topic: string): Promise<ReadonlyMap<number, number>>;
  /**
   * Reads committed records from `from` (inclusive) until `to` (exclusive) has been passed, waiting for open
   * transactions below it. Batches in order, `each` awaited (back-pressure). Resolves with the position after.
   */
  scan(range: ScanRange, each: (batch: RecordBatch) => void | Promise<void>): Promise<number>;
  /** Takes part in a group until left. Assignment is by partition number: whoever has n has it of every topic. */
  join(options: JoinOptions): Promise<Membership>;
  close(): Promise<void>;
}

export type Headers = Readonly<Record<string, string>>;

export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  /** None where only the position or the log's end has moved; the first batch after `assigned` may be such a one. */
  readonly records: Records;
  /** Where to read on: after control records and aborted ones too. */
  readonly next_offset: number;
  /** The log's end when this was fetched: lag = end_offset − next_offset. */
  readonly end_offset: number;
}

export interface NewRecord {
  readonly topic: string;
  readonly partition: number;
  readonly key: Buffer;
  readonly value: Buffer | null;
  readonly headers?: Headers;
}

/** Records in order, in whatever form they are held. */
export interface RecordList {
  readonly length: number;
  /** What key, value and headers of the record at `index` take in a record batch, their lengths included. */
  bodyBytes(index: number): number;
  /** Writes these. Returns where to write on. */
  writeBody(index: number, bytes: Buffer, at: number): number;
  /** Key and value may lie in memory that is used again after the transaction. */
  at(index: number): Pick<NewRecord, 'key' | 'value' | 'headers'>;
}

/** Those of one partition. */
export interface PackedRecords extends RecordList {
  readonly topic: string;
  readonly partition: number;
  /** Of all of them. */
  readonly bytes: number;
}

export interface Ends {
  readonly begin: number;
  readonly end: number;
}

export interface ScanRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

export interface Writer {
  /** Resolves once the broker has acknowledged all of them with acks=all; order per partition is kept. */
  append(records: readonly NewRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface Transaction {
  readonly records: readonly NewRecord[];
  /** Records besides: encoded already, one behind the other. */
  readonly packed?: readonly PackedRecords[];
  /** Offsets consumed by this transaction: the next one to read, per topic and partition. */
  readonly consumed?: Consumed;
}

export interface Consumed {
  readonly group: string;
  readonly positions: readonly Position[];
  /** The transaction fails unless the group is still in this generation. Absent: whoever holds the id may commit. */
  readonly generation?: Generation;
}

/** A group between two rebalances, as one of its members. What follows from it is over with it. */
export interface Generation {
  readonly number: number;
  readonly member: string;
}

export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface Transactor {
  /**
   * One transaction: all of it or nothing. Splits what is too large for one request. On error nothing is visible and
   * the transactor is unusable: Failure `fenced` when another holds the id now, `retry` when the group is in another
   * generation or the broker is away. (When it went away while committing, all may be visible: what holds is to be read
   * after the id has been opened again.) One call at a time.
   */
  transact(transaction: Transaction): Promise<void>;
  close(): Promise<void>;
}

export interface JoinOptions {
  readonly group: string;
  /** All with the same number of partitions. */
  readonly topics: readonly string[];
  /**
   * A partition number was given to this member. Resolves with where to read each topic, after whatever must come
   * first (fence, then restore); no record of it is delivered before. Aborted when it is taken away meanwhile. All that
   * are given together are of one generation.
   */
  assigned(partition: number, signal: AbortSignal, generation: Generation): Promise<readonly Position[]>;
  /** Records in order, one call at a time per partition number and topic; the next fetch waits for the promise. */
  records(batch: RecordBatch): Promise<void>;
  /**
   * The partition is another's (or the group is being left): stop, commit nothing more. Awaited before rejoining.
   * Called once for every `assigned`, however that ended, after its handlers have.
   */
  revoked(partition: number): Promise<void>;
  /**
   * What the group has settled on for this member, told before `assigned`: none where it is a spare one. Null while the
   * group is being joined again.
   */
  settled?(partitions: readonly number[] | null): void;
  /** The membership cannot go on (handlers threw, or the broker refuses). The caller decides on leaving and rejoining. */
  failed(error: unknown): void;
}

export interface Membership {
  /** Drains handlers under way, then leaves: others take over at once. Not to be awaited inside a handler. */
  leave(): Promise<void>;
}
