/** A promise and the functions that settle it. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

export function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Lets one act at a time, in the order they came. What an act throws is its own caller's alone. */
export class Line {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

/** Resolves after `ms`, or at once when aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** Lets timers and I/O have their turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What the promise gives, or undefined as soon as the signal aborts, whatever becomes of the promise then. */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  promise.catch(() => {});
  return new Promise((resolve, reject) => {
    const aborted = () => resolve(undefined);
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}

export interface Backoff {
  readonly first_ms: number;
  readonly max_ms: number;
}

/** Doubles from `first_ms` to `max_ms`, the upper half of it by chance. `attempt` counts from 1. */
export function backoffOf(attempt: number, backoff: Backoff): number {
  const full = Math.min(backoff.max_ms, backoff.first_ms * 2 ** Math.min(attempt - 1, 30));
  return full / 2 + (Math.random() * full) / 2;
}
