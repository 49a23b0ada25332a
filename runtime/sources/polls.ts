import type { Failure } from '../failures.ts';

/** What is known of one source's polls, over all its stays in a group of this process. Times are the wall's. */
export interface SourceStatus {
  readonly source: string;
  readonly upstream: string;
  /** `elsewhere`: another process polls it, or none yet. */
  readonly state: 'elsewhere' | 'waiting' | 'polling';
  /** Polls that reached their end. */
  readonly complete_polls: number;
  readonly last_complete: CompletePoll | undefined;
  /** Absent once a poll is complete. */
  readonly failing: Failing | undefined;
}

export interface CompletePoll {
  readonly began_ms: number;
  readonly ended_ms: number;
  /** Whether any of its pages held anything. */
  readonly brought_new: boolean;
}

export interface Failing {
  /** Begin of the first attempt of those that failed in a row. */
  readonly since_ms: number;
  readonly attempts: number;
  readonly failure: Failure;
}

/** Takes down how the polls of one source went. */
export class Polls {
  state: SourceStatus['state'] = 'elsewhere';
  readonly #source: { readonly name: string; readonly upstream: string };
  #complete = 0;
  #last: CompletePoll | undefined;
  #failing: Failing | undefined;

  constructor(source: { readonly name: string; readonly upstream: string }) {
    this.#source = source;
  }

  completed(poll: CompletePoll): void {
    this.#complete++;
    this.#last = poll;
    this.#failing = undefined;
  }

  /** Gives how many have failed in a row, this one included. */
  failed(began_ms: number, failure: Failure): number {
    const { since_ms = began_ms, attempts = 0 } = this.#failing ?? {};
    this.#failing = { since_ms, attempts: attempts + 1, failure };
    return attempts + 1;
  }

  status(): SourceStatus {
    return {
      source: this.#source.name,
      upstream: this.#source.upstream,
      state: this.state,
      complete_polls: this.#complete,
      last_complete: this.#last,
      failing: this.#failing,
    };
  }
}
