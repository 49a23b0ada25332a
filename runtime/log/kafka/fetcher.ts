import type { Broker } from 'kafkajs-internals';
import { Failure } from '../../failures.ts';
import type { Ask } from '../deliveries.ts';
import { NO_RECORDS } from '../record.ts';
import type { RecordBatch } from '../types.ts';
import type { LogLine } from './cluster.ts';
import type { Link } from './link.ts';
import type { Names } from './names.ts';
import { endsOf } from './offsets.ts';
import type { Fetched, RecordPath } from './record-path.ts';

/** How long the broker waits for something new when every partition followed is being asked for. */
const IDLE_WAIT_MS = 500;
/**
 * When some are not: as soon as they are, they must not wait for the others' answer. Doubled with every answer that
 * holds nothing, for a reader that takes its time is no reason to ask a hundred times a second.
 */
const BUSY_WAIT_MS = { first: 4, most: 128 };

interface Waiting {
  readonly ask: Ask;
  readonly signal: AbortSignal;
  readonly answer: (batch: RecordBatch) => void;
  readonly refuse: (error: unknown) => void;
}

interface Queue {
  readonly leader: Broker['nodeId'];
  waiting: Waiting[];
  serving: boolean;
  /** Requests in a row that failed, and answers in a row that held nothing. */
  failed: number;
  empty: number;
}

function emptyQueue(leader: Broker['nodeId']): Queue {
  return { leader, waiting: [], serving: false, failed: 0, empty: 0 };
}

export interface FetcherParts {
  readonly link: Link;
  readonly path: RecordPath;
  readonly names: Names;
  readonly logger: LogLine;
}

/** Answers many asks for the next batch of a partition with few requests: one at a time per broker. */
export class Fetcher {
  readonly #parts: FetcherParts;
  readonly #queues = new Map<Broker['nodeId'], Queue>();
  /** Signals of the partitions that are read: asked for now, or in the hands of their reader. */
  readonly #followed = new Map<string, AbortSignal>();
  #asked = 0;

  constructor(parts: FetcherParts) {
    this.#parts = parts;
  }

  /** Waits out what heals by itself. Rejects with a Failure, or with the signal's reason. */
  next(ask: Ask, signal: AbortSignal): Promise<RecordBatch> {
    if (signal.aborted) return Promise.reject(signal.reason);
    this.#followed.set(`${ask.topic}/${ask.partition}`, signal);
    this.#asked++;
    let abort = () => {};
    const answered = new Promise<RecordBatch>((answer, refuse) => {
      abort = () => refuse(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      void this.#enqueue({ ask, signal, answer, refuse });
    });
    return answered.finally(() => {
      signal.removeEventListener('abort', abort);
      this.#asked--;
    });
  }

  async #enqueue(one: Waiting): Promise<void> {
    const { link, names } = this.#parts;
    const { topic, partition } = one.ask;
    try {
      const patience = { doing: 'reading', within_ms: Number.POSITIVE_INFINITY, signal: one.signal };
      const leader = await link.persist(patience, () => link.leader(names.wire(topic), partition));
      const queue = this.#queues.get(leader.nodeId) ?? emptyQueue(leader.nodeId);
      this.#queues.set(leader.nodeId, queue);
      queue.waiting.push(one);
      if (!queue.serving) await this.#serve(queue);
    } catch (error) {
      one.refuse(error);
    }
  }

  async #serve(queue: Queue): Promise<void> {
    queue.serving = true;
    for (;;) {
      // Who was answered asks again in the same turn, and what is asked for together goes together.
      await new Promise(setImmediate);
      const asked = queue.waiting.filter((one) => !one.signal.aborted);
      queue.waiting = [];
      if (asked.length === 0) break;
      await this.#fetch(queue, asked);
    }
    queue.serving = false;
  }

  async #fetch(queue: Queue, asked: readonly Waiting[]): Promise<void> {
    const { link, path, names } = this.#parts;
    try {
      const at = asked.map(({ ask }) => ({
        topic: names.wire(ask.topic),
        partition: ask.partition,
        offset: ask.offset,
      }));
      const found = await path.fetch(await link.broker(queue.leader), at, this.#wait(queue, asked));
      queue.failed = 0;
      queue.empty = found.some((one) => one.records.length > 0) ? 0 : queue.empty + 1;
      for (const one of asked) await this.#tell(queue, one, found);
    } catch (error) {
      await this.#recover(error, asked, ++queue.failed);
    }
  }

  async #recover(error: unknown, asked: readonly Waiting[], attempts: number): Promise<void> {
    try {
      await this.#parts.link.heal(error, { doing: 'reading', attempts });
      for (const one of asked) void this.#enqueue(one);
    } catch (failure) {
      for (const one of asked) one.refuse(failure);
    }
  }

  #wait({ empty }: Queue, asked: readonly Waiting[]): number {
    if (asked.some(({ ask }) => ask.known_end === undefined)) return 0;
    for (const [name, signal] of this.#followed) if (signal.aborted) this.#followed.delete(name);
    if (this.#asked >= this.#followed.size) return IDLE_WAIT_MS;
    return Math.min(BUSY_WAIT_MS.first * 2 ** empty, BUSY_WAIT_MS.most);
  }

  /** Answers where anything has moved; else it goes on waiting. */
  async #tell(queue: Queue, one: Waiting, found: readonly Fetched[]): Promise<void> {
    const { topic, partition, offset, known_end } = one.ask;
    const wire = this.#parts.names.wire(topic);
    const of = found.find((fetched) => fetched.topic === wire && fetched.partition === partition);
    if (of === undefined) queue.waiting.push(one);
    else if (of.out_of_range) await this.#outOfRange(one);
    else if (of.next_offset === offset && of.end_offset === known_end) queue.waiting.push(one);
    else {
      const { records, next_offset, end_offset } = of;
      one.answer({ topic, partition, records, next_offset, end_offset });
    }
  }

  async #outOfRange({ ask, answer, refuse }: Waiting): Promise<void> {
    const { link, names, logger } = this.#parts;
    const { topic, partition, offset } = ask;
    const [ends] = await endsOf(link, names.wire(topic), [partition]);
    const { begin, end } = ends!;
    if (offset > end) {
      const message = `${topic} ends at ${end}, it was read up to ${offset}: it is not the log it was`;
      refuse(new Failure('fatal', 'log_is_shorter', { message }));
      return;
    }
    logger('warn', 'records were deleted before they were read', { topic, partition, from: offset, to: begin });
    answer({ topic, partition, records: NO_RECORDS, next_offset: begin, end_offset: end });
  }
}
