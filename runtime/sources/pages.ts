import { type Failure, failureOf } from '../failures.ts';
import { orAbort } from '../tasks/waiting.ts';
import type { AnySource, Page, PollContext } from '../types.ts';
import { type Clock, timeOf } from './clock-port.ts';

export type Next =
  | { readonly kind: 'page'; readonly page: Page<unknown> }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'aborted' };

/** What a poll is given, but for the moment. */
export interface Polling extends Omit<PollContext, 'now_ms'> {
  readonly clock: Clock;
}

/**
 * The pages of one poll; the next one is asked for while this one is being published. What the source throws is the
 * last element, not thrown: so it cannot be taken for a failure of the log. Ends at once when aborted, even where the
 * source does not.
 */
export async function* pagesOf(
  source: AnySource,
  cursor: unknown,
  { clock, ...context }: Polling,
): AsyncGenerator<Next> {
  const { signal } = context;
  let pages: AsyncIterator<Page<unknown>> | undefined;
  try {
    const now_ms = await timeOf(clock);
    pages = source.poll(cursor, { ...context, now_ms })[Symbol.asyncIterator]();
  } catch (error) {
    yield { kind: 'failed', failure: failureOf(error) };
    return;
  }
  try {
    for (let upcoming = nextOf(pages, signal); ; ) {
      const next = await upcoming;
      if (next === undefined) return;
      if (next.kind === 'page') upcoming = nextOf(pages, signal);
      yield next;
      if (next.kind !== 'page') return;
    }
  } finally {
    // Not awaited: a source that hangs must not hold up the end.
    pages.return?.()?.catch(() => {});
  }
}

/** Undefined at the end. */
async function nextOf(pages: AsyncIterator<Page<unknown>>, signal: AbortSignal): Promise<Next | undefined> {
  try {
    const next = await orAbort(pages.next(), signal);
    if (next === undefined || signal.aborted) return { kind: 'aborted' };
    return next.done === true ? undefined : { kind: 'page', page: next.value };
  } catch (error) {
    return signal.aborted ? { kind: 'aborted' } : { kind: 'failed', failure: failureOf(error) };
  }
}
