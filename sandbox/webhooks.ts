import type { SandboxClock } from './clock.ts';
import type { Counts } from './counts.ts';
import { Deliveries, type DeliveryRules, type Message } from './deliveries.ts';
import type { Faults } from './faults.ts';

/** What can go wrong with any webhook, by name. `delay_ms` applies to `webhook_delayed`. */
export const WEBHOOK_FAULTS = [
  'webhook_lost',
  'webhook_duplicated',
  /** Waits `delay_ms` (5,000) before its first attempt. */
  'webhook_delayed',
  /** Held back until the next one has gone out. */
  'webhook_out_of_order',
  'webhook_bad_signature',
  /** A signed webhook that no reader can make sense of. */
  'webhook_poison',
] as const;

export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];

/** What is wrong with a message. */
export interface Odd {
  readonly poison: boolean;
  readonly badSignature: boolean;
}

/** A vendor's webhooks: what there is to tell, and how it is told. */
export interface Teller<Cause> {
  /** What happened in (after_ms, to_ms], in the order of time. */
  readonly happened: (after_ms: number, to_ms: number) => readonly Cause[];
  readonly message: (cause: Cause, odd: Odd) => Message;
}

/** The vendor's own rules; `url` and the counts are the sandbox's. */
export type Rules = Pick<DeliveryRules, 'timeout_ms' | 'retries_ms' | 'retryable' | 'patience' | 'disabling'>;

export interface Announcing {
  readonly clock: SandboxClock;
  readonly counts: Counts;
  readonly faults: Pick<Faults<WebhookFault>, 'strikes'>;
  /** What the counts begin with, such as `toast.webhooks`. */
  readonly name: string;
  readonly url: string;
  /** Retries wait this many times shorter than the vendor's. */
  readonly retryScale: number;
}

const EVERY_MS = 100;
const HELD_MS = 2_000;

/** Tells an address of everything that happens from now on: at least once, in no promised order, unless a fault strikes. */
export class Webhooks<Cause> {
  private readonly announcing: Announcing;
  private readonly teller: Teller<Cause>;
  private readonly deliveries: Deliveries;
  private readonly timer: NodeJS.Timeout;
  private held: { message: Message; since: number } | null = null;
  private sent_to_ms: number;

  constructor(announcing: Announcing, rules: Rules, teller: Teller<Cause>) {
    this.announcing = announcing;
    this.teller = teller;
    this.sent_to_ms = announcing.clock.now_ms();
    const { url, name, retryScale, counts } = announcing;
    const scaled = (waits_ms: readonly number[]) => waits_ms.map((wait_ms) => wait_ms / retryScale);
    const { patience } = rules;
    const paced = {
      ...rules,
      retries_ms: scaled(rules.retries_ms),
      ...(patience && { patience: { ...patience, retries_ms: scaled(patience.retries_ms) } }),
    };
    this.deliveries = new Deliveries({ ...paced, url, name, concurrency: 8, capacity: 10_000 }, counts);
    this.timer = setInterval(() => this.sendNew(), EVERY_MS);
  }

  /** Up to which moment changes have been handed over. */
  position_ms(): number {
    return this.sent_to_ms;
  }

  outstanding(): number {
    return this.deliveries.outstanding() + (this.held ? 1 : 0);
  }

  close(): void {
    clearInterval(this.timer);
    this.deliveries.close();
  }

  /** Tells of something at once, as of what a client has just written. */
  announce(cause: Cause): void {
    const { faults } = this.announcing;
    if (faults.strikes('webhook_lost')) return;
    const odd = {
      poison: faults.strikes('webhook_poison') !== null,
      badSignature: faults.strikes('webhook_bad_signature') !== null,
    };
    const message = this.teller.message(cause, odd);
    const delayed = faults.strikes('webhook_delayed');
    if (!this.held && faults.strikes('webhook_out_of_order')) {
      this.held = { message, since: performance.now() };
      return;
    }
    this.deliveries.send(message, delayed ? (delayed.delay_ms ?? 5_000) : 0);
    if (faults.strikes('webhook_duplicated')) this.deliveries.send(message);
    this.release();
  }

  private sendNew(): void {
    const now_ms = this.announcing.clock.now_ms();
    for (const cause of this.teller.happened(this.sent_to_ms, now_ms)) this.announce(cause);
    this.sent_to_ms = now_ms;
    if (this.held && performance.now() - this.held.since > HELD_MS) this.release();
  }

  private release(): void {
    if (this.held) this.deliveries.send(this.held.message);
    this.held = null;
  }
}
