import { Failure } from '../failures.ts';
import { Deliveries } from './deliveries.ts';
import { Changes } from './memory/changes.ts';
import { MemoryGroup } from './memory/group.ts';
import { COMMITTED, type Fate, MemoryPartition } from './memory/partition.ts';
import { recordsWhere } from './record.ts';
import type {
  Ends,
  JoinOptions,
  Log,
  Membership,
  NewRecord,
  PackedRecords,
  RecordBatch,
  ScanRange,
  Transaction,
  Transactor,
  Writer,
} from './types.ts';

/** The log in memory: the same promises as on Kafka, for tests. Nothing in it waits for a clock. */
export interface MemoryLog extends Log {
  /** As a process that dies in mid-transaction: everything is written, nothing is ended, and the id is held. */
  dieInTransaction(id: string, transaction: Transaction): Promise<void>;
  /** As the broker does with transactions that have been open for too long: they end, and so does their holder. */
  timeOut(): void;
}

export interface MemoryLogOptions {
  readonly partitions: number;
  /** Offsets a batch spans at most; 500 when absent. */
  readonly batch_offsets?: number;
  /** Time of writing; the wall's when absent. */
  readonly now?: () => number;
}

export function openMemoryLog(options: MemoryLogOptions): MemoryLog {
  return new Memory(options);
}

interface Open {
  readonly fate: Fate;
  readonly touched: Set<MemoryPartition>;
}

interface Holder {
  epoch: number;
  open: Open | undefined;
}

class Memory implements MemoryLog {
  readonly partitions: number;
  readonly #limit: number;
  readonly #now: () => number;
  readonly #changes = new Changes();
  readonly #topics = new Map<string, MemoryPartition[]>();
  readonly #groups = new Map<string, MemoryGroup>();
  readonly #holders = new Map<string, Holder>();
  readonly #memberships = new Set<Membership>();
  #members = 0;

  constructor({ partitions, batch_offsets = 500, now = Date.now }: MemoryLogOptions) {
    this.partitions = partitions;
    this.#limit = batch_offsets;
    this.#now = now;
  }

  async writer(): Promise<Writer> {
    return {
      append: async (records) => void this.#append(records, COMMITTED),
      close: async () => {},
    };
  }

  async transactor(id: string): Promise<Transactor> {
    const holder = this.#holders.get(id) ?? { epoch: 0, open: undefined };
    this.#holders.set(id, holder);
    const epoch = ++holder.epoch;
    this.#end(holder, 'aborted');
    const held = () => {
      if (holder.epoch !== epoch) throw new Failure('fenced', 'fenced', { message: `another holds ${id} now` });
    };
    return {
      transact: async (transaction) => {
        held();
        try {
          this.#begin(holder, transaction);
        } catch (error) {
          this.#end(holder, 'aborted');
          throw error;
        }
        await Promise.resolve();
        held();
        this.#end(holder, 'committed');
      },
      close: async () => {},
    };
  }

  async dieInTransaction(id: string, transaction: Transaction): Promise<void> {
    await this.transactor(id);
    this.#begin(this.#holders.get(id)!, transaction);
  }

  timeOut(): void {
    for (const holder of this.#holders.values()) {
      if (holder.open === undefined) continue;
      holder.epoch++;
      this.#end(holder, 'aborted');
    }
  }

  async ends(topic: string): Promise<readonly Ends[]> {
    return this.#partitionsOf(topic).map((partition) => partition.ends);
  }

  async stable(topic: string): Promise<readonly number[]> {
    return this.#partitionsOf(topic).map((partition) => partition.stable);
  }

  async committed(group: string, topic: string): Promise<ReadonlyMap<number, number>> {
    return (await this.#changes.until(() => this.#group(group).committed(topic)))!;
  }

  async scan(range: ScanRange, each: (batch: RecordBatch) => void | Promise<void>): Promise<number> {
    let position = range.from;
    while (position < range.to) {
      const batch = await this.#next(range, position, undefined);
      // Without a signal it waits until there is one.
      const { records, ...rest } = batch!;
      const below = recordsWhere(records, ({ offset }) => offset < range.to);
      position = Math.min(rest.next_offset, range.to);
      if (below.length > 0) await each({ ...rest, records: below, next_offset: position });
    }
    return position;
  }

  async join(options: JoinOptions): Promise<Membership> {
    const member = String(this.#members++).padStart(6, '0');
    const deliveries = new Deliveries(options, async (ask, signal) => {
      const batch = await this.#next(ask, ask.offset, signal, ask.known_end ?? -1);
      return batch ?? Promise.reject(signal.reason);
    });
    const group = this.#group(options.group);
    group.join(member, deliveries);
    let left: Promise<void> | undefined;
    const membership: Membership = {
      leave: () => {
        left ??= group.leave(member);
        this.#memberships.delete(membership);
        return left;
      },
    };
    this.#memberships.add(membership);
    return membership;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#memberships].map((membership) => membership.leave()));
  }

  /** Waits until there is something to tell from `from` on. Undefined when aborted. */
  #next(
    at: { topic: string; partition: number },
    from: number,
    signal: AbortSignal | undefined,
    known_end = Number.POSITIVE_INFINITY,
  ): Promise<RecordBatch | undefined> {
    const partition = this.#partition(at.topic, at.partition);
    return this.#changes.until(() => {
      const batch = partition.read(at.topic, at.partition, { from, limit: this.#limit });
      return batch.next_offset > from || batch.end_offset > known_end ? batch : undefined;
    }, signal);
  }

  #begin(holder: Holder, { records, packed = [], consumed }: Transaction): void {
    const fate: Fate = { state: 'open' };
    const all = [...records, ...packed.flatMap(unpacked)];
    holder.open = { fate, touched: new Set(this.#append(all, fate)) };
    if (consumed) this.#group(consumed.group).commit(consumed, fate);
  }

  #end(holder: Holder, state: 'committed' | 'aborted'): void {
    if (holder.open === undefined) return;
    holder.open.fate.state = state;
    for (const partition of holder.open.touched) partition.mark(holder.open.fate);
    holder.open = undefined;
    this.#changes.tell();
  }

  #append(records: readonly NewRecord[], fate: Fate): MemoryPartition[] {
    const partitions = records.map((record) => this.#partition(record.topic, record.partition));
    const now = this.#now();
    for (const [i, record] of records.entries()) partitions[i]!.append(record, fate, now);
    this.#changes.tell();
    return partitions;
  }

  #partition(topic: string, n: number): MemoryPartition {
    const partition = this.#partitionsOf(topic)[n];
    if (partition === undefined) throw new Failure('fatal', 'unknown_partition', { message: `${topic} has no ${n}` });
    return partition;
  }

  #partitionsOf(topic: string): MemoryPartition[] {
    const known = this.#topics.get(topic);
    if (known !== undefined) return known;
    const partitions = Array.from({ length: this.partitions }, () => new MemoryPartition());
    this.#topics.set(topic, partitions);
    return partitions;
  }

  #group(name: string): MemoryGroup {
    const group = this.#groups.get(name) ?? new MemoryGroup(this.partitions);
    this.#groups.set(name, group);
    return group;
  }
}

/** Copies: what was packed is written over later. */
function unpacked(list: PackedRecords): NewRecord[] {
  const { topic, partition } = list;
  return Array.from({ length: list.length }, (_, i) => {
    const { key, value } = list.at(i);
    return { topic, partition, key: Buffer.from(key), value: value === null ? null : Buffer.from(value) };
  });
}
