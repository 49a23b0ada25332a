import type { AnyTopic, Topic } from '../schemas/topics.ts';

/** A record as a processor sees it: decoded, in the order of its partition. */
export interface Incoming<T = unknown> {
  readonly topic: AnyTopic;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp_ms: number;
  /** As on the log; `splitKey` of schemas/keys.ts gives its parts. */
  readonly key: string;
  /** Null: a tombstone, what the key named is gone. */
  readonly value: T | null;
}

/** Whether the record is of that topic; narrows its value. */
export function isOf<T>(record: Incoming, topic: Topic<T>): record is Incoming<T> {
  return record.topic.name === topic.name;
}

/** Where a step puts what it produces. Nothing is visible to others before the step's transaction commits. */
export interface Outputs {
  put<T>(topic: Topic<T>, value: T): void;
  /** Writes a tombstone. Removing what was never there is harmless. */
  remove<T>(topic: Topic<T>, key: string): void;
}

/** The record goes to dead letters with this reason (stable, lower_snake, without guest data); the stream goes on. */
export interface Rejection {
  readonly reason: string;
  readonly detail?: string;
}

/**
 * A processor is a value: a state and pure functions over (state, record). No I/O, no clock, no randomness, no Kafka.
 *
 * The runtime keeps one state per input partition ("task"), calls one function at a time, and commits what was put,
 * the state's changelog and the consumed offsets in one transaction. After an aborted transaction the state is thrown
 * away and restored, so a step may change it in place. The same value runs in tests, `explain` and `audit`.
 */
export interface Processor<S> {
  readonly name: string;
  /** Co-partitioned: partition n of each goes to task n. */
  readonly inputs: readonly AnyTopic[];
  readonly outputs: readonly AnyTopic[];
  /** Those of the outputs whose records on partition n rebuild the state of task n. Written by this processor alone. */
  readonly changelogs: readonly AnyTopic[];
  /** Of an output that others write too, which keys are this processor's; absent: all of them. What a rebuild may remove. */
  owns?(topic: AnyTopic, key: string): boolean;
  /** Outputs of which only the last record per key and transaction is written. */
  readonly coalesced: readonly AnyTopic[];
  create(): S;
  /** Takes one changelog record into the state; in log order, tombstones included; emits nothing. */
  restore(state: S, record: Incoming): void;
  /** Called once after the last changelog record and before the first step or tick. */
  restored?(state: S, stream_time_ms: number): void;
  step(state: S, record: Incoming, out: Outputs): Rejection | undefined;
  /**
   * Stream time has reached `to_ms` (a tick, never an event's own time; never less than before). Delivers at most
   * `limit` expiries due by then, oldest first; `'more'` asks to be called again with the same `to_ms`.
   */
  advance?(state: S, to_ms: number, limit: number, out: Outputs): 'done' | 'more';
  /** For a state whose changelogs take long to read: see {@link Snapshots}. */
  readonly snapshots?: Snapshots<S>;
}

/**
 * A state as bytes, so that a task need not read its changelogs from the beginning. It is loaded in place of what they
 * held when it was saved; the later records go to `restore`, then `restored` is called as ever. What then steps must
 * be no other than if all had been restored.
 */
export interface Snapshots<S> {
  /** Names the layout, and the settings that show in the bytes: what was saved under another is never loaded. */
  readonly format: string;
  /** Pieces of memory, good until the next is asked for. The state must not change meanwhile, and does not. */
  save(state: S): Iterable<Uint8Array>;
  /** Gives room for the bytes, in the order in which they were saved and cut at will; resumed when it is filled. */
  load(): Generator<Uint8Array, S, void>;
}

/** A processor whose state type does not matter where it is handled (wiring, running). */
// biome-ignore lint/suspicious/noExplicitAny: existential type; a state only ever meets the functions of its own processor
export type AnyProcessor = Processor<any>;

/** Where a record came from: goes into its `origin` header. */
export type Origin =
  | { readonly kind: 'page'; readonly source: string; readonly page: string }
  | { readonly kind: 'delivery'; readonly delivery_id: string }
  | { readonly kind: 'file'; readonly file: string; readonly row: number };

/** What a decoder makes of one thing an upstream sent. */
export type Decoded = Produced | Refused;

export interface Produced {
  readonly kind: 'record';
  readonly topic: AnyTopic;
  /** A value of the topic's type; `produced` in runtime/produced.ts is the typed way to make one. */
  readonly value: unknown;
  /** Event time: closed_at of an order, occurred_at of an event, submitted_at of a response. Null: has none yet. */
  readonly event_time_ms: number | null;
  readonly origin: Origin;
}

/** Becomes a dead letter with its bytes. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
  readonly detail?: string;
  readonly upstream: string;
  readonly payload: Buffer;
  readonly origin: Origin;
}

/**
 * Something that is polled. The runtime keeps its cursor on the log: the records of a page and the cursor after it
 * commit in one transaction, by one process at a time.
 */
export interface Source<C> {
  /** Unique and stable: it names the cursor. */
  readonly name: string;
  readonly upstream: string;
  readonly poll_every_ms: number;
  /**
   * One complete poll: pages in upstream order, from `cursor` (undefined: the first poll ever) up to what the upstream
   * has by `now_ms` (of the pipeline's clock). Must yield at least one page, so that a poll with nothing new still says
   * so. Ends early when aborted. Throws a Failure (runtime/failures.ts) when the upstream cannot be read.
   */
  poll(cursor: C | undefined, context: PollContext): AsyncIterable<Page<C>>;
}

export interface PollContext {
  /** Of the pipeline's clock. */
  readonly now_ms: number;
  readonly signal: AbortSignal;
  /** As the polls before left them; whether this one's own pages show already is not said. */
  readonly marks: Marks;
  /**
   * Reads what has come on a topic since `positions` (undefined: since its beginning), up to its present end: what
   * others have published tells a source what there is to read. Gives the positions after, one a partition.
   * Tombstones and what cannot be read are passed over.
   */
  follow<T>(
    topic: Topic<T>,
    positions: readonly number[] | undefined,
    each: (value: T) => void,
  ): Promise<readonly number[]>;
}

/** What a source remembers of single things (a reservation's events, each with a position of its own), by id. */
export interface Marks {
  /** Plain JSON, as a page put it; undefined: none. */
  get(id: string): unknown;
  entries(): Iterable<readonly [id: string, mark: unknown]>;
}

export interface Page<C> {
  readonly decoded: readonly Decoded[];
  /** Where to go on after this page. Plain JSON. */
  readonly cursor: C;
  /** Marks of this page's things, in place of those before; plain JSON, null forgets one. Commits with the page. */
  readonly marks?: ReadonlyMap<string, unknown>;
}

// biome-ignore lint/suspicious/noExplicitAny: existential type; a cursor only ever meets its own source
export type AnySource = Source<any>;
