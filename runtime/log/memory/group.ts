import { Failure } from '../../failures.ts';
import { assign } from '../assign.ts';
import type { Deliveries } from '../deliveries.ts';
import type { Consumed, Position } from '../types.ts';
import type { Fate } from './partition.ts';

interface Commit {
  readonly position: Position;
  readonly fate: Fate;
}

/** A consumer group: who has which partition numbers, and the offsets it has committed. */
export class MemoryGroup {
  readonly #partitions: number;
  readonly #members = new Map<string, Deliveries>();
  readonly #committed = new Map<string, Map<number, number>>();
  /** Not settled when last looked at, in the order they were written. */
  #pending: Commit[] = [];
  #turn: Promise<void> = Promise.resolve();
  #generation = 0;

  constructor(partitions: number) {
    this.#partitions = partitions;
  }

  /** Throws a Failure `retry` where the group is in another generation. */
  commit({ positions, generation }: Consumed, fate: Fate): void {
    if (generation !== undefined && !(generation.number === this.#generation && this.#members.has(generation.member))) {
      throw new Failure('retry', 'illegal_generation', { message: 'the group has gone on' });
    }
    this.#settle();
    this.#pending.push(...positions.map((position) => ({ position, fate })));
  }

  /** Undefined while a transaction that commits offsets of the topic is open. */
  committed(topic: string): ReadonlyMap<number, number> | undefined {
    this.#settle();
    if (this.#pending.some(({ position }) => position.topic === topic)) return undefined;
    return new Map(this.#committed.get(topic));
  }

  #settle(): void {
    for (const { position, fate } of this.#pending) {
      if (fate.state !== 'committed') continue;
      const offsets = this.#committed.get(position.topic) ?? new Map<number, number>();
      this.#committed.set(position.topic, offsets.set(position.partition, position.offset));
    }
    this.#pending = this.#pending.filter(({ fate }) => fate.state === 'open');
  }

  join(member: string, deliveries: Deliveries): void {
    void this.#rebalance(() => this.#members.set(member, deliveries));
  }

  /** Resolves when the member has ended; the others take over in the background. */
  leave(member: string): Promise<void> {
    return new Promise((resolve) => {
      void this.#rebalance(() => {
        this.#members.delete(member);
        resolve();
      });
    });
  }

  /** One at a time: everybody stops, the members change, everybody gets its share. */
  #rebalance(change: () => void): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      await Promise.all([...this.#members.values()].map((deliveries) => deliveries.takeAll()));
      change();
      const number = ++this.#generation;
      const shares = assign([...this.#members.keys()], this.#partitions);
      for (const [member, deliveries] of this.#members) deliveries.give(shares.get(member)!, { number, member });
    });
    return this.#turn;
  }
}
