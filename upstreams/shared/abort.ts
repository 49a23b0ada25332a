import { setMaxListeners } from 'node:events';

/** A signal for one piece of work. */
export interface Bound {
  readonly signal: AbortSignal;
  /** Whether it was its own deadline that ended it. */
  readonly late: () => boolean;
  /** To be called when the work is over: takes its listeners off the parents again. */
  readonly release: () => void;
}

/**
 * Aborts when one of the parents does, or after `timeout_ms`. `AbortSignal.any` does the same, but leaves something
 * behind on a long-lived parent for every signal made from it (measured on Node 20).
 */
export function bound(parents: readonly (AbortSignal | undefined)[], timeout_ms?: number): Bound {
  const controller = new AbortController();
  let late = false;
  const cleanups: (() => void)[] = [];
  for (const parent of parents) {
    if (parent?.aborted) controller.abort(parent.reason);
    if (parent === undefined) continue;
    const abort = () => controller.abort(parent.reason);
    // Many pieces of work at once are no leak: each takes its listener off again.
    setMaxListeners(0, parent);
    parent.addEventListener('abort', abort, { once: true });
    cleanups.push(() => parent.removeEventListener('abort', abort));
  }
  if (timeout_ms !== undefined) {
    const timer = setTimeout(() => {
      late = true;
      controller.abort(new DOMException('took too long', 'TimeoutError'));
    }, timeout_ms);
    cleanups.push(() => clearTimeout(timer));
  }
  const release = () => {
    for (const cleanup of cleanups) cleanup();
  };
  return { signal: controller.signal, late: () => late, release };
}
