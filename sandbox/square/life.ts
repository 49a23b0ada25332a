import type { Visit } from '../world/calendar.ts';
import { hash } from '../world/random.ts';
import type { Act, Story } from '../world/story.ts';

const HOUR_MS = 3_600_000;

/** What Square hears of a check. */
export interface Life {
  /** Of the sale, in the order of time. */
  readonly acts: readonly Act[];
  /** Later than that the till's own story is no longer Square's. */
  readonly until_ms: number;
  /** What was given back, in an order of its own. */
  readonly refunded: Act | null;
}

/**
 * A completed order of Square's stays as it is: who would open or void it pays back or rings up anew, which this till
 * leaves out; what is paid back is an order of its own. Nobody keys in covers.
 */
export function lifeOf(story: Story, check: number): Life {
  const acts: Act[] = [];
  let closed = false;
  let refunded: Act | null = null;
  for (const act of story.acts) {
    if ('check' in act && act.check !== check) continue;
    if (act.kind === 'reopened' || (closed && (act.kind === 'voided' || act.kind === 'deleted')))
      return { acts, until_ms: act.at_ms - 1, refunded };
    if (act.kind === 'refunded') refunded = act;
    else if (act.kind !== 'covers_set') acts.push(act);
    closed ||= act.kind === 'closed';
  }
  return { acts, until_ms: Number.POSITIVE_INFINITY, refunded };
}

/**
 * When Square has the order: one in forty is rung up offline, and comes up to 72 hours later, under the time that the
 * till had. Null: as it happens.
 */
export function transmittedAt(seed: number, key: Visit, first_ms: number): number | null {
  const drawn = hash(seed, 302, key.venue, key.day, key.number);
  return drawn % 40 === 0 ? first_ms + (1 + (Math.floor(drawn / 40) % 71)) * HOUR_MS : null;
}
