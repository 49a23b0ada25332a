import { failureOf } from '../../runtime/failures.ts';
import type { Check } from '../types.ts';

/** Reason of a failure → what to do about it. */
export type Mends = Readonly<Record<string, string>>;

/** The check that succeeds when the attempt does. Never throws. */
export async function checked(what: string, mends: Mends, attempt: () => Promise<unknown>): Promise<Check> {
  try {
    await attempt();
    return { what, ok: true };
  } catch (error) {
    const { reason, message } = failureOf(error);
    return { what, ok: false, mend: mends[reason] ?? `try again; if it stays: ${message}` };
  }
}
