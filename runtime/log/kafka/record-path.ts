import type { Broker } from 'kafkajs-internals';
import type { Records } from '../record.ts';
import type { RecordList } from '../types.ts';

/**
 * The way of the records: how they become requests and come out of answers. Two implementations, kafkajs' own and
 * ours. Topics are as Kafka knows them. Throws kafkajs' errors.
 */
export interface RecordPath {
  /** Records of a batch at most. */
  readonly chunk_records: number;
  /** One request. A partition occurs once in it. */
  produce(broker: Broker, producer: ProducerIdentity, sets: readonly RecordSet[]): Promise<void>;
  /**
   * Waits at most `wait_ms` for something to read. Partitions of which the broker tells nothing are left out, and so
   * may others be where one is out of range.
   */
  fetch(broker: Broker, asked: readonly FetchAt[], wait_ms: number): Promise<Fetched[]>;
}

export interface ProducerIdentity {
  readonly transactional_id: string | undefined;
  /** Decimal, as kafkajs has it. */
  readonly id: string;
  readonly epoch: number;
}

/** Records of one partition, in one record batch. */
export interface RecordSet {
  readonly topic: string;
  readonly partition: number;
  readonly records: RecordList;
  readonly first_sequence: number;
}

export interface FetchAt {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface Fetched extends FetchAt {
  /** Committed ones from `offset` on. */
  readonly records: Records;
  /** After what was read, control records and aborted ones included. */
  readonly next_offset: number;
  /** The high watermark. */
  readonly end_offset: number;
  /** The log does not reach back, or forward, to `offset`. */
  readonly out_of_range: boolean;
}

/** Bytes of a partition in one answer; a single larger batch comes all the same. */
export const FETCH_PARTITION_BYTES = 1024 * 1024;
export const FETCH_BYTES = 16 * 1024 * 1024;
