import type PQueue from 'p-queue';
import type { Delivery } from '../../schemas/generated/types.ts';
import type { Cause } from '../dead-letters.ts';
import { type Failure, failureOf } from '../failures.ts';
import { type Backoff, backoffOf, orAbort, pause } from '../tasks/waiting.ts';
import type { Decoded } from '../types.ts';

/** The part of an upstream's webhook that is needed here. */
export interface Resolver {
  /**
   * What the delivery tells, fetching what a thin event points to. Throws a Failure: `retry` keeps the delivery and
   * comes again, `poison` makes it a dead letter; anything else keeps it, too, until somebody has mended the cause.
   */
  resolve(delivery: Delivery, signal: AbortSignal): Promise<readonly Decoded[]>;
}

export type Resolved =
  | { readonly kind: 'decoded'; readonly decoded: readonly Decoded[] }
  | { readonly kind: 'refused'; readonly cause: Cause };

/** An upstream whose deliveries are being kept. Times are the wall's. */
export interface Trouble {
  readonly upstream: string;
  readonly since_ms: number;
  readonly attempts: number;
  readonly failure: Failure;
}

export interface ResolvingOptions {
  readonly resolvers: ReadonlyMap<string, Resolver>;
  readonly backoff: Backoff;
  readonly queue: PQueue;
}

/** Resolves deliveries, again and again where it must. */
export class Resolving {
  readonly #options: ResolvingOptions;
  readonly #troubles = new Map<string, Trouble>();

  constructor(options: ResolvingOptions) {
    this.#options = options;
  }

  get troubles(): readonly Trouble[] {
    return [...this.#troubles.values()];
  }

  /** Undefined once aborted. A place in the queue is given back while it waits for its next attempt. */
  async resolve(delivery: Delivery, signal: AbortSignal): Promise<Resolved | undefined> {
    const { resolvers, queue } = this.#options;
    const resolver = resolvers.get(delivery.upstream);
    if (resolver === undefined) return { kind: 'refused', cause: { reason: 'upstream_not_configured' } };
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const decoded = await queue.add(async () => orAbort(resolver.resolve(delivery, signal), signal));
        if (decoded === undefined) return undefined;
        this.#troubles.delete(delivery.upstream);
        return { kind: 'decoded', decoded };
      } catch (error) {
        if (signal.aborted) return undefined;
        const failure = failureOf(error);
        if (failure.kind === 'poison')
          return { kind: 'refused', cause: { reason: failure.reason, detail: failure.message } };
        await pause(this.#keep(delivery.upstream, failure, attempt), signal);
      }
    }
    return undefined;
  }

  /** How long to wait for the next attempt. */
  #keep(upstream: string, failure: Failure, attempt: number): number {
    const { since_ms = Date.now(), attempts = 0 } = this.#troubles.get(upstream) ?? {};
    this.#troubles.set(upstream, { upstream, since_ms, attempts: attempts + 1, failure });
    const { backoff } = this.#options;
    if (failure.kind !== 'retry') return backoff.max_ms;
    return failure.after_ms ?? backoffOf(attempt, backoff);
  }
}
