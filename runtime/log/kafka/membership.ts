import type { Deliveries } from '../deliveries.ts';
import type { Membership } from '../types.ts';
import { nameOf, verdictOf } from './errors.ts';
import { type GroupRequests, SESSION_MS, type Session } from './group.ts';
import { type Link, pause } from './link.ts';

const HEARTBEAT_MS = 500;
const LEAVE_MS = 1_000;
/** The group has dropped this member: its id is worth nothing any more. */
const DROPPED: readonly string[] = ['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID'];

export interface MembershipParts {
  readonly link: Link;
  readonly group: GroupRequests;
  readonly deliveries: Deliveries;
}

/**
 * A member's life: join → serve what was given while the heart beats → hand everything back → join again, until it
 * leaves. The heart beats on its own, however long handlers take. A broker that is away is waited for; when that takes
 * longer than the session, everything is handed back first.
 */
export class KafkaMembership implements Membership {
  readonly #link: Link;
  readonly #group: GroupRequests;
  readonly #deliveries: Deliveries;
  readonly #leaving = new AbortController();
  readonly #left: Promise<undefined>;
  readonly #life: Promise<void>;

  constructor({ link, group, deliveries }: MembershipParts) {
    this.#link = link;
    this.#group = group;
    this.#deliveries = deliveries;
    this.#left = new Promise((resolve) => {
      this.#leaving.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    this.#life = this.#live();
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    await this.#life;
  }

  async #live(): Promise<void> {
    const leaving = this.#leaving.signal;
    try {
      while (!leaving.aborted) {
        const session = await this.#join();
        if (session === undefined) break;
        this.#deliveries.give(session.partitions, session.generation);
        await this.#serve(session);
        await this.#handBack(session);
      }
    } catch (error) {
      this.#deliveries.fail(error);
      await this.#left;
      await this.#deliveries.takeAll();
    }
    await this.#sayGoodbye();
  }

  /** Undefined when leaving meanwhile. */
  async #join(): Promise<Session | undefined> {
    const signal = this.#leaving.signal;
    const patience = { doing: 'joining a group', within_ms: Number.POSITIVE_INFINITY, signal };
    for (let attempts = 1; ; attempts++) {
      const joining = this.#link.persist(patience, () => this.#group.join());
      joining.catch(() => {});
      try {
        return await Promise.race([joining, this.#left]);
      } catch (error) {
        if (signal.aborted) return undefined;
        if (verdictOf(error).kind !== 'retry') throw error;
        if (DROPPED.includes(nameOf(error))) this.#group.forget();
        await pause(Math.min(2 ** attempts, 500), signal);
      }
    }
  }

  /** Until the group rebalances, this member has been dropped, or it leaves. */
  async #serve(session: Session): Promise<void> {
    let heard = Date.now();
    for (let failed = 0; ; ) {
      await pause(HEARTBEAT_MS, this.#leaving.signal);
      if (this.#leaving.signal.aborted) return;
      try {
        await this.#group.beat(session);
        heard = Date.now();
        failed = 0;
      } catch (error) {
        const name = nameOf(error);
        if (name === 'REBALANCE_IN_PROGRESS') return;
        if (DROPPED.includes(name) || Date.now() - heard > SESSION_MS) {
          this.#group.forget();
          return;
        }
        await this.#link.heal(error, { doing: 'a heartbeat', attempts: ++failed, signal: this.#leaving.signal });
      }
    }
  }

  /** The heart beats on, or the group would drop a member that is slow to drain. */
  async #handBack(session: Session): Promise<void> {
    const done = new AbortController();
    const handing = this.#deliveries.takeAll().finally(() => done.abort());
    while (!done.signal.aborted) {
      await pause(HEARTBEAT_MS, done.signal);
      if (!done.signal.aborted) await this.#group.beat(session).catch(() => {});
    }
    await handing;
  }

  /** So that the others need not wait for the session to end; where it fails they do. */
  async #sayGoodbye(): Promise<void> {
    const patience = { doing: 'leaving a group', within_ms: LEAVE_MS };
    const left = new AbortController();
    void this.#link
      .persist(patience, () => this.#group.leave())
      .catch(() => {})
      .finally(() => left.abort());
    // An answer may wait behind that to a join, and that for all other members.
    await pause(LEAVE_MS, left.signal);
  }
}
