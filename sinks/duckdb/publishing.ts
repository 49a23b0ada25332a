import { Failure, failureOf } from '../../runtime/failures.ts';
import { pause } from '../../runtime/tasks/waiting.ts';
import type { Warehouse } from './warehouse.ts';

export interface Publishing {
  /** Why the last attempt failed; undefined: it did not. */
  readonly error: Failure | undefined;
  /** Makes the copy, if anything has changed since the last one. Never rejects. */
  now(): Promise<void>;
  /** A last copy, if it can be made quickly. */
  stop(): Promise<void>;
}

export interface PublishOptions {
  readonly warehouse: Warehouse;
  readonly path: string;
  readonly every_ms: number;
  /** Another number than before: something has changed. */
  changes(): number;
  /** Runs it while no transaction is open. */
  between(act: () => Promise<void>): Promise<void>;
}

const LAST_COPY_MS = 4_000;

/** A copy of the warehouse for other programs, every so often: DuckDB lets nobody else open the file itself. */
export function publishEvery(options: PublishOptions): Publishing {
  const stopping = new AbortController();
  const publisher = new Publisher(options);
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await pause(options.every_ms, stopping.signal);
      if (!stopping.signal.aborted) await publisher.copy(stopping.signal);
    }
  })();
  return {
    get error() {
      return publisher.error;
    },
    now: () => publisher.copy(stopping.signal),
    async stop() {
      stopping.abort();
      await running;
      await publisher.copy(AbortSignal.timeout(LAST_COPY_MS));
    },
  };
}

class Publisher {
  readonly #options: PublishOptions;
  #published: number | undefined;
  #copying: Promise<void> = Promise.resolve();
  error: Failure | undefined;

  constructor(options: PublishOptions) {
    this.#options = options;
  }

  copy(signal: AbortSignal): Promise<void> {
    this.#copying = this.#copying.then(() => this.#copy(signal));
    return this.#copying;
  }

  async #copy(signal: AbortSignal): Promise<void> {
    const { warehouse, path, between } = this.#options;
    const changes = this.#options.changes();
    if (changes === this.#published) return;
    try {
      await between(() => warehouse.checkpoint('now'));
      await warehouse.publish(path, signal);
      this.#published = changes;
      this.error = undefined;
    } catch (error) {
      this.error = signal.aborted ? new Failure('retry', 'copy_aborted') : failureOf(error);
    }
  }
}
