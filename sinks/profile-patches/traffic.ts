import type { Failure } from '../../runtime/failures.ts';
import type { Trouble } from '../../runtime/sources/resolving.ts';
import { type Backoff, backoffOf } from '../../runtime/tasks/waiting.ts';

export interface TrafficOptions {
  readonly upstream: string;
  /** Patches under way at once, at most. */
  readonly window: number;
  readonly backoff: Backoff;
  now_ms(): number;
  /** The upstream takes nothing any more, or takes again (undefined). */
  changed(trouble: Trouble | undefined): void;
}

/** So many in a row, and it is the upstream that is in trouble, not a patch. */
const IN_A_ROW = 4;

/**
 * How many patches may be under way to an upstream, over all partitions of this process. While it takes none, one at a
 * time goes, after a back-off that all of them wait for; so an upstream that is away is asked now and then, and a patch
 * that alone is in trouble does not hold up others.
 */
export class Traffic {
  readonly #options: TrafficOptions;
  readonly #waiting = new Set<() => void>();
  #under_way = 0;
  #until_ms = 0;
  #trouble: Trouble | undefined;

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  /** Failures since it last took one. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** Whether one more may begin; then it has. */
  begin(): boolean {
    if (this.wait_ms > 0) return false;
    this.#under_way++;
    return true;
  }

  /** How long nothing may begin; Infinity: until one ends. */
  get wait_ms(): number {
    const { window, now_ms } = this.#options;
    if (this.#under_way >= (this.#isAway ? 1 : window)) return Number.POSITIVE_INFINITY;
    return Math.max(0, this.#until_ms - now_ms());
  }

  /** One has ended, answered or given up. */
  end(): void {
    this.#under_way--;
    for (const tell of this.#waiting) tell();
  }

  /** It took one, or refused it: it answers. */
  answered(): void {
    const away = this.#isAway;
    this.#trouble = undefined;
    this.#until_ms = 0;
    if (away) this.#options.changed(undefined);
  }

  failed(failure: Failure): void {
    const { upstream, backoff, now_ms, changed } = this.#options;
    const { since_ms = now_ms(), attempts = 0 } = this.#trouble ?? {};
    const trouble = { upstream, since_ms, attempts: attempts + 1, failure };
    this.#trouble = trouble;
    if (!this.#isAway) return;
    this.#until_ms = now_ms() + backoffOf(trouble.attempts - IN_A_ROW + 1, backoff);
    if (trouble.attempts === IN_A_ROW) changed(trouble);
  }

  /** Calls back whenever one has ended, until the function that this gives is called. */
  onEnd(tell: () => void): () => void {
    this.#waiting.add(tell);
    return () => this.#waiting.delete(tell);
  }

  get #isAway(): boolean {
    return (this.#trouble?.attempts ?? 0) >= IN_A_ROW;
  }
}
