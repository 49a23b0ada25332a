import { type Guest, guest } from './guests.ts';
import { typed } from './payers.ts';
import { Random } from './random.ts';
import { DAY_MS } from './venues.ts';
import { HISTORY_DAYS, type World } from './world.ts';

export type Consent = 'subscribed' | 'unsubscribed' | 'never';

/** One thing that happens to what may be sent to somebody. */
export interface Change {
  readonly at_ms: number;
  /** `known`: the address came to be there without anybody being asked. */
  readonly kind: 'known' | 'subscribed' | 'unsubscribed' | 'bounced' | 'restored';
}

/** A guest on the group's mailing list, or beside it. */
export interface Subscriber {
  readonly index: number;
  readonly guest: Guest;
  /** As somebody keyed it in. */
  readonly email: string;
  /** All that ever happens, by time; the first makes the subscriber. */
  readonly changes: readonly Change[];
}

/** What somebody does with an e-mail. */
export interface Reaction {
  readonly at_ms: number;
  readonly kind: 'opened' | 'clicked';
  readonly index: number;
  /** The campaign's day, since 1970-01-01. */
  readonly campaign: number;
  /** Of this subscriber and campaign, from 0. */
  readonly which: number;
}

export interface Standing {
  readonly consent: Consent;
  readonly consent_at_ms: number | null;
  /** When the address began to bounce; null where mail gets through. */
  readonly bounced_at_ms: number | null;
  readonly updated_at_ms: number;
}

const STREAM = { life: 0x3a1, reaction: 0x3a2 };
/** A subscriber gets every fourteenth day's campaign. */
const SEGMENTS = 14;
const SENT_AT_MS = 15 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The group's e-mail: who is on the list, who leaves it, and who opens and clicks what. Everything follows from the seed;
 * kept are the subscribers, and who reacted when. Nothing is drawn before somebody asks. Changes no order.
 */
export class Mailing {
  readonly world: World;
  private readonly byIndex = new Map<number, Subscriber>();
  private segments: Subscriber[][] | null = null;
  private reactions: Reaction[] = [];
  private planned: number;

  constructor(world: World) {
    this.world = world;
    this.planned = Math.floor(world.options.anchor_ms / DAY_MS) - HISTORY_DAYS - 1;
  }

  /** Everybody who ever is on the list, in a fixed order. */
  all(): Iterable<Subscriber> {
    this.people();
    return this.byIndex.values();
  }

  find(index: number): Subscriber | undefined {
    this.people();
    return this.byIndex.get(index);
  }

  /** What was opened and clicked in [from_ms, to_ms), by time. */
  within(from_ms: number, to_ms: number): readonly Reaction[] {
    this.reach(to_ms);
    return this.reactions.slice(this.placeOf(from_ms), Math.max(this.placeOf(from_ms), this.placeOf(to_ms)));
  }

  /** Every change of consent in [from_ms, to_ms), by time. */
  changesWithin(from_ms: number, to_ms: number): { readonly of: Subscriber; readonly change: Change }[] {
    const found: { of: Subscriber; change: Change }[] = [];
    for (const of of this.all()) {
      for (const change of of.changes) if (change.at_ms >= from_ms && change.at_ms < to_ms) found.push({ of, change });
    }
    return found.sort((one, other) => one.change.at_ms - other.change.at_ms);
  }

  private people(): Subscriber[][] {
    if (this.segments) return this.segments;
    this.segments = Array.from({ length: SEGMENTS }, () => []);
    const { guests } = this.world.options;
    for (let index = 1; index <= guests; index++) {
      const found = this.subscriber(index);
      if (!found) continue;
      this.byIndex.set(index, found);
      this.segments[index % SEGMENTS]!.push(found);
    }
    return this.segments;
  }

  /** Most of those who come often, and one in seven of the others. */
  private subscriber(index: number): Subscriber | null {
    const { seed, guests, anchor_ms } = this.world.options;
    const random = new Random(seed, STREAM.life, index);
    if (!random.chance(index <= Math.max(1, guests / 16) ? 0.8 : 0.15)) return null;
    const ahead = random.chance(0.2) ? random.between(0, 366) : -random.between(0, HISTORY_DAYS);
    const found = guest(seed, index);
    return {
      index,
      guest: found,
      email: typed(random, found.email),
      changes: life(random, anchor_ms + ahead * DAY_MS),
    };
  }

  private reach(at_ms: number): void {
    const last = Math.floor(at_ms / DAY_MS);
    if (this.planned >= last) return;
    const segments = this.people();
    while (this.planned < last) {
      this.planned++;
      const sent_ms = this.planned * DAY_MS + SENT_AT_MS;
      for (const one of segments[this.planned % SEGMENTS]!) this.react(one, this.planned, sent_ms);
    }
    this.reactions.sort((one, other) => one.at_ms - other.at_ms);
  }

  private react(to: Subscriber, campaign: number, sent_ms: number): void {
    const standing = standingAt(to, sent_ms);
    if (standing?.consent !== 'subscribed' || standing.bounced_at_ms !== null) return;
    const random = new Random(this.world.options.seed, STREAM.reaction, to.index, campaign);
    const { index } = to;
    let [at_ms, which] = [sent_ms, 0];
    for (let opens = random.chance(0.38) ? random.pick([1, 1, 1, 1, 2]) : 0; opens > 0; opens--) {
      at_ms = whole(at_ms + random.between(1, 60) ** 1.7 * MINUTE_MS);
      this.reactions.push({ at_ms, kind: 'opened', index, campaign, which: which++ });
    }
    if (which === 0 || !random.chance(0.25)) return;
    this.reactions.push({
      at_ms: whole(at_ms + random.between(5_000, 90_000)),
      kind: 'clicked',
      index,
      campaign,
      which,
    });
  }

  /** The place of the first one at or after a moment. */
  private placeOf(at_ms: number): number {
    let low = 0;
    for (let high = this.reactions.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.reactions[middle]!.at_ms < at_ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const NOT_ASKED = { consent: 'never', consent_at_ms: null, bounced_at_ms: null } as const;

/** What holds of a subscriber at `at_ms`; null where there is none yet. */
export function standingAt({ changes }: Subscriber, at_ms: number): Standing | null {
  let standing: Standing | null = null;
  for (const { at_ms: updated_at_ms, kind } of changes) {
    if (updated_at_ms > at_ms) break;
    const before: Omit<Standing, 'updated_at_ms'> = standing ?? NOT_ASKED;
    const consent = kind === 'subscribed' || kind === 'unsubscribed' ? kind : before.consent;
    standing = {
      consent,
      consent_at_ms: consent === kind ? updated_at_ms : before.consent_at_ms,
      bounced_at_ms: kind === 'bounced' ? updated_at_ms : kind === 'restored' ? null : before.bounced_at_ms,
      updated_at_ms,
    };
  }
  return standing;
}

function life(random: Random, joined_ms: number): Change[] {
  const changes: Change[] = [];
  let at_ms = whole(joined_ms);
  const then = (kind: Change['kind'], from: number, to: number) => {
    at_ms = whole(at_ms + random.between(from, to) * DAY_MS);
    changes.push({ at_ms, kind });
  };
  if (random.chance(0.15)) {
    then('known', 0, 1);
    if (random.chance(0.3)) then('subscribed', 3, 120);
  } else then('subscribed', 0, 1);
  if (random.chance(0.14)) {
    then('unsubscribed', 5, 150);
    if (random.chance(0.3)) then('subscribed', 1, 60);
  } else if (random.chance(0.03)) {
    then('bounced', 5, 150);
    if (random.chance(0.3)) then('restored', 2, 40);
  }
  return changes;
}

function whole(at_ms: number): number {
  return Math.floor(at_ms / 1000) * 1000;
}
