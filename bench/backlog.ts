import type { Figures } from './figures.ts';
import { type OpenPlace, openPlace, type Place } from './place.ts';
import { start, type UnderTest } from './under-test.ts';

/** A backlog that waits on the log, and the components that work it off. */
export interface Backlog {
  readonly place: Place;
  readonly run: readonly string[];
  /** How many orders or rows there are. */
  readonly count: number;
  /** Puts them on the log, before anything runs. */
  fill(open: OpenPlace): Promise<void>;
  /** Resolves when all is done, and visible to others. */
  done(open: OpenPlace, tested: UnderTest): Promise<void>;
  /** Throws unless the result is right. Not timed. */
  verify?(open: OpenPlace): Promise<void>;
}

/** How fast it is worked off, from the first task at work: start-up is not counted. */
export async function workedOff({ place, run, count, fill, done, verify }: Backlog): Promise<Figures> {
  const open = await openPlace(place);
  await fill(open);
  const tested = await start({ place, run, config: {} });
  const began = performance.now() - tested.head_start_ms;
  await done(open, tested);
  const seconds = (performance.now() - began) / 1_000;
  const taken = await tested.taken();
  await tested.stop();
  await verify?.(open);
  await open.log.close();
  return { per_second: Math.round(count / seconds), p50_ms: null, p99_ms: null, ...taken };
}
