import { Deliveries } from './deliveries.ts';
import type { ClusterConfig } from './kafka/cluster.ts';
import { Fetcher } from './kafka/fetcher.ts';
import { GroupRequests } from './kafka/group.ts';
import { Link } from './kafka/link.ts';
import { KafkaMembership } from './kafka/membership.ts';
import { type Names, namesWith } from './kafka/names.ts';
import { committedOffsets, endsOf, stableEndsOf } from './kafka/offsets.ts';
import type { RecordPath } from './kafka/record-path.ts';
import { scan } from './kafka/scan.ts';
import { fastestPath } from './kafka/self-test.ts';
import { stockPath } from './kafka/stock.ts';
import { openTransactor } from './kafka/transactor.ts';
import { KafkaWriter } from './kafka/writer.ts';
import type { Ends, JoinOptions, Log, Membership, RecordBatch, ScanRange, Transactor, Writer } from './types.ts';

export interface KafkaLogOptions extends ClusterConfig {
  /** In front of the names of topics, groups and transactional ids. */
  readonly topicPrefix: string;
  readonly partitions: number;
  /** False: records go through kafkajs' own encoder and decoder, several times slower. */
  readonly fast?: boolean;
}

/** The log on Apache Kafka 2.5 or later. Topics must exist. Connects when first used. */
export async function openKafkaLog(options: KafkaLogOptions): Promise<Log> {
  if (options.fast === false) return new KafkaLog(options, stockPath);
  const { path, differs } = await fastestPath();
  if (differs !== undefined)
    options.logger('warn', 'records go the slow way: kafkajs is not as we know it', { differs });
  return new KafkaLog(options, path);
}

class KafkaLog implements Log {
  readonly partitions: number;
  readonly #config: KafkaLogOptions;
  readonly #names: Names;
  readonly #path: RecordPath;
  readonly #asking: Link;
  readonly #open = new Set<() => Promise<void>>();

  constructor(options: KafkaLogOptions, path: RecordPath) {
    this.#path = path;
    this.partitions = options.partitions;
    this.#config = options;
    this.#names = namesWith(options.topicPrefix);
    this.#asking = new Link(options);
  }

  async writer(): Promise<Writer> {
    const wire = (topic: string) => this.#names.wire(topic);
    const writer = new KafkaWriter({ link: this.#link(), path: this.#path, wire });
    return { append: (records) => writer.append(records), close: this.#closer(() => writer.close()) };
  }

  async transactor(id: string): Promise<Transactor> {
    const transactor = await openTransactor(id, { link: this.#link(), path: this.#path, names: this.#names });
    return {
      transact: (transaction) => transactor.transact(transaction),
      close: this.#closer(() => transactor.close()),
    };
  }

  ends(topic: string): Promise<readonly Ends[]> {
    const all = Array.from({ length: this.partitions }, (_, n) => n);
    return endsOf(this.#asking, this.#names.wire(topic), all);
  }

  stable(topic: string): Promise<readonly number[]> {
    const all = Array.from({ length: this.partitions }, (_, n) => n);
    return stableEndsOf(this.#asking, this.#names.wire(topic), all);
  }

  committed(group: string, topic: string): Promise<ReadonlyMap<number, number>> {
    const of = { topic: this.#names.wire(topic), partitions: this.partitions };
    return committedOffsets(this.#asking, this.#names.wire(group), of);
  }

  async scan(range: ScanRange, each: (batch: RecordBatch) => void | Promise<void>): Promise<number> {
    const link = this.#link();
    try {
      return await scan(range, each, { link, path: this.#path, names: this.#names });
    } finally {
      await link.close();
    }
  }

  async join(options: JoinOptions): Promise<Membership> {
    const link = this.#link();
    const reading = this.#link();
    const { logger } = this.#config;
    const fetcher = new Fetcher({ link: reading, path: this.#path, names: this.#names, logger });
    const deliveries = new Deliveries(options, (ask, signal) => fetcher.next(ask, signal));
    const topics = options.topics.map((topic) => this.#names.wire(topic));
    const group = new GroupRequests({
      link,
      group: this.#names.wire(options.group),
      topics,
      partitions: this.partitions,
    });
    const membership = new KafkaMembership({ link, group, deliveries });
    const leave = this.#closer(async () => {
      await membership.leave();
      await Promise.all([link.close(), reading.close()]);
    });
    return { leave };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((close) => close()));
    await this.#asking.close();
  }

  #link(): Link {
    return new Link(this.#config);
  }

  /** Closing once, by whoever comes first: its user, or the log that closes. */
  #closer(close: () => Promise<void>): () => Promise<void> {
    let closed: Promise<void> | undefined;
    const once = () => {
      this.#open.delete(once);
      closed ??= close();
      return closed;
    };
    this.#open.add(once);
    return once;
  }
}
