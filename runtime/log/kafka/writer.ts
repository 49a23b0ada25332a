import { Failure } from '../../failures.ts';
import type { NewRecord, Writer } from '../types.ts';
import type { Link } from './link.ts';
import { Producer } from './producer.ts';
import type { RecordPath } from './record-path.ts';
import { roundsOf, wholes } from './rounds.ts';

/** An append that is not acknowledged by then fails; it may have been written all the same. */
const APPEND_MS = 5_000;
/** Beyond this many waiting records an append fails at once, so that a broker that is away fills no memory. */
const WAITING_RECORDS = 20_000;
const BATCH_RECORDS = 5_000;

interface Append {
  readonly records: readonly NewRecord[];
  readonly until: number;
  readonly resolve: () => void;
  readonly reject: (failure: unknown) => void;
}

/**
 * Appends in batches that make themselves: while one is under way, the next gathers. One at a time, so the order of a
 * partition is that of the calls.
 */
export class KafkaWriter implements Writer {
  readonly #link: Link;
  readonly #path: RecordPath;
  readonly #wire: (topic: string) => string;
  #producer: Producer | undefined;
  #waiting: Append[] = [];
  #waiting_records = 0;
  #sending: Promise<void> | undefined;
  #closed = false;

  constructor({ link, path, wire }: { link: Link; path: RecordPath; wire: (topic: string) => string }) {
    this.#link = link;
    this.#path = path;
    this.#wire = wire;
  }

  append(records: readonly NewRecord[]): Promise<void> {
    if (this.#closed) return Promise.reject(new Failure('fatal', 'writer_closed'));
    if (records.length === 0) return Promise.resolve();
    if (this.#waiting_records + records.length > WAITING_RECORDS && this.#waiting_records > 0) {
      return Promise.reject(new Failure('retry', 'log_backlog', { message: 'too many records wait for the log' }));
    }
    const wired = records.map((record) => ({ ...record, topic: this.#wire(record.topic) }));
    this.#waiting_records += records.length;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records: wired, until: Date.now() + APPEND_MS, resolve, reject });
      this.#sending ??= this.#sendAll();
    });
  }

  /** After what was appended before has been acknowledged or has failed. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#sending;
    await this.#link.close();
  }

  async #sendAll(): Promise<void> {
    // Calls of the same turn go together.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#sendBatch(this.#take());
    this.#sending = undefined;
  }

  /** The next appends, one at least. */
  #take(): Append[] {
    const taken: Append[] = [];
    let records = 0;
    do {
      const append = this.#waiting.shift()!;
      taken.push(append);
      records += append.records.length;
    } while (this.#waiting.length > 0 && records + this.#waiting[0]!.records.length <= BATCH_RECORDS);
    this.#waiting_records -= records;
    return taken;
  }

  /** One bad record fails its own append only. */
  async #sendBatch(appends: readonly Append[]): Promise<void> {
    try {
      await this.#send(appends);
      for (const append of appends) append.resolve();
    } catch (error) {
      this.#producer = undefined;
      const alone = appends.length > 1 && error instanceof Failure && error.kind === 'poison';
      if (alone) for (const append of appends) await this.#sendBatch([append]);
      else for (const append of appends) append.reject(error);
    }
  }

  async #send(appends: readonly Append[]): Promise<void> {
    const within_ms = Math.max(0, appends[0]!.until - Date.now());
    this.#producer ??= await this.#identified(within_ms);
    const records = appends.flatMap((append) => append.records);
    for (const round of roundsOf(wholes({ records }), this.#path.chunk_records)) {
      await this.#producer.send(round, within_ms);
    }
  }

  async #identified(within_ms: number): Promise<Producer> {
    const { producerId, producerEpoch } = await this.#link.persist(
      { doing: 'identifying a producer', within_ms },
      async () => (await this.#link.any()).initProducerId({ transactionalId: undefined, transactionTimeout: 60_000 }),
    );
    return new Producer({ transactional_id: undefined, id: producerId, epoch: producerEpoch }, this.#link, this.#path);
  }
}
