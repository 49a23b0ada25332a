import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import type { Counts } from './counts.ts';

/** A webhook on its way. Made anew for each attempt, so that nothing but its cause waits in memory. */
export interface Message {
  /** The same message each time, but for what says which attempt (from 1) this is. */
  readonly write: (attempt: number) => { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };
}

export interface DeliveryRules {
  readonly url: string;
  /** What the counts begin with, such as `toast.webhooks`. */
  readonly name: string;
  readonly timeout_ms: number;
  /** How long after a failed attempt the next one comes; after the last of them the message is abandoned. */
  readonly retries_ms: readonly number[];
  /** Whether a status deserves another attempt. No answer at all does. */
  readonly retryable: (status: number) => boolean;
  /** Statuses after which the attempts come at another pace; absent: there are none. */
  readonly patience?: { readonly statuses: readonly number[]; readonly retries_ms: readonly number[] };
  /** Statuses by which a receiver says that it wants no more of them, ever; absent: there are none. */
  readonly disabling?: readonly number[];
  readonly concurrency: number;
  /** So many messages may wait; one more is abandoned at once. */
  readonly capacity: number;
}

interface Queued {
  readonly message: Message;
  readonly attempt: number;
}

/** Sends webhooks to one address by its vendor's rules. At least once, in no promised order, with bounded memory. */
export class Deliveries {
  private readonly rules: DeliveryRules;
  private readonly counts: Counts;
  private readonly agent: Agent;
  private readonly later = new Set<NodeJS.Timeout>();
  private ready: Queued[] = [];
  private underway = 0;
  private closed = false;

  constructor(rules: DeliveryRules, counts: Counts) {
    this.rules = rules;
    this.counts = counts;
    const settings = { keepAlive: true, maxSockets: rules.concurrency };
    this.agent = rules.url.startsWith('https:') ? new TlsAgent(settings) : new Agent(settings);
  }

  /** Queues a message, to go out after `after_ms`. Abandons it where too many wait already. */
  send(message: Message, after_ms = 0): void {
    if (this.ready.length + this.later.size + this.underway >= this.rules.capacity) this.count('abandoned');
    else this.queue({ message, attempt: 1 }, after_ms);
  }

  /** How many are queued, waiting for another attempt, or on the wire. */
  outstanding(): number {
    return this.ready.length + this.later.size + this.underway;
  }

  /** Drops what is outstanding, as a sender that is switched off does. */
  close(): void {
    this.closed = true;
    for (const timer of this.later) clearTimeout(timer);
    this.later.clear();
    this.ready = [];
    this.agent.destroy();
  }

  private queue(queued: Queued, after_ms: number): void {
    if (this.closed) return;
    if (after_ms <= 0) {
      this.ready.push(queued);
      this.fill();
      return;
    }
    const timer = setTimeout(() => {
      this.later.delete(timer);
      this.queue(queued, 0);
    }, after_ms);
    this.later.add(timer);
  }

  private fill(): void {
    while (this.underway < this.rules.concurrency) {
      const next = this.ready.shift();
      if (!next) return;
      this.underway++;
      void this.attempt(next);
    }
  }

  private async attempt(queued: Queued): Promise<void> {
    this.count('sent');
    const status = await this.post(queued);
    this.underway--;
    if (this.closed) return;
    if (status !== null && this.rules.disabling?.includes(status)) this.disable();
    else if (status !== null && status >= 200 && status < 300) this.count('acked');
    else if (status !== null && !this.rules.retryable(status)) this.count('refused');
    else this.again(queued, status);
    this.fill();
  }

  private disable(): void {
    this.count('disabled');
    this.close();
  }

  private again({ message, attempt }: Queued, status: number | null): void {
    const { patience, retries_ms } = this.rules;
    const patient = status !== null && patience?.statuses.includes(status) === true;
    const wait_ms = (patient ? patience.retries_ms : retries_ms)[attempt - 1];
    if (wait_ms === undefined) {
      this.count('abandoned');
      return;
    }
    this.count('retried');
    this.queue({ message, attempt: attempt + 1 }, wait_ms);
  }

  /** The answer's status; null where there was none in time. */
  private post({ message, attempt }: Queued): Promise<number | null> {
    const { url, timeout_ms } = this.rules;
    const { headers, body } = message.write(attempt);
    return new Promise((resolve) => {
      const start = url.startsWith('https:') ? httpsRequest : httpRequest;
      const sent = start(
        url,
        {
          method: 'POST',
          agent: this.agent,
          headers: { ...headers, 'content-length': body.length },
          signal: AbortSignal.timeout(timeout_ms),
        },
        (answer) => {
          answer.on('error', () => {});
          answer.resume();
          resolve(answer.statusCode ?? null);
        },
      );
      sent.on('error', () => resolve(null));
      sent.end(body);
    });
  }

  private count(outcome: 'sent' | 'acked' | 'retried' | 'refused' | 'abandoned' | 'disabled'): void {
    this.counts.tally(`${this.rules.name}.${outcome}`);
  }
}
