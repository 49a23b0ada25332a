import { Failure } from '../failures.ts';

/** The pipeline's time: the wall's, or that of the sandbox. Rejects when it cannot be told. */
export interface Clock {
  now_ms(): number | Promise<number>;
}

export const wallClock: Clock = { now_ms: () => Date.now() };

/** Throws a Failure `retry` when it cannot be told. */
export async function timeOf(clock: Clock): Promise<number> {
  try {
    return await clock.now_ms();
  } catch (error) {
    throw new Failure('retry', 'clock_unreadable', { cause: error });
  }
}
