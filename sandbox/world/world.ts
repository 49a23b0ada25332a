import { type Bill, bill } from './bill.ts';
import { Calendar, type Change, type Visit } from './calendar.ts';
import { type Payer, payerOf, type Setting } from './payers.ts';
import { Random } from './random.ts';
import { arrival_ms, weight } from './rhythm.ts';
import { type Story, story } from './story.ts';
import type { Tab } from './tab.ts';
import { tabAt } from './till.ts';
import { DAY_MS, LocalTime, VENUES, type Venue } from './venues.ts';

export interface WorldOptions {
  readonly seed: number;
  /** How many orders the year before the anchor holds, give or take the luck of each day. */
  readonly orders: number;
  /** How many guests come again and again, or at least might. */
  readonly guests: number;
  /** Where history ends and live service begins. */
  readonly anchor_ms: number;
  /** How busy live service is, 1 being as busy as history. */
  readonly liveFactor: number;
}

export const HISTORY_DAYS = 364;
const PLANNING_MS = 2 * DAY_MS;
const STREAM = { day: 1, arrival: 2, story: 3, bill: 4 };

/**
 * A restaurant group's orders: a year of them before the anchor, and service that goes on after it. Everything follows
 * from the options and a moment, so a page of orders is made when it is asked for; what is kept is only when each order
 * last changed and will change. Ask for moments from the anchor on.
 */
export class World {
  readonly options: WorldOptions;
  readonly local: readonly LocalTime[] = VENUES.map((venue) => new LocalTime(venue));
  private readonly calendars = VENUES.map(() => new Calendar());
  private readonly visits: Visit[] = [];
  private readonly perWeight: readonly number[];
  private planned: number;

  constructor(options: WorldOptions) {
    this.options = options;
    const anchorDay = Math.floor(options.anchor_ms / DAY_MS);
    this.planned = anchorDay - HISTORY_DAYS - 1;
    this.perWeight = VENUES.map((venue) => (options.orders * venue.share) / weightOfYear(venue, anchorDay));
    this.reach(options.anchor_ms);
  }

  /** Plans service up to a moment. Does nothing where it is planned already. */
  reach(at_ms: number): void {
    if ((this.planned + 1) * DAY_MS > at_ms + PLANNING_MS) return;
    while ((this.planned + 1) * DAY_MS <= at_ms + PLANNING_MS) {
      this.planned++;
      for (let venue = 0; venue < VENUES.length; venue++) this.plan(venue, this.planned);
    }
    for (const calendar of this.calendars) calendar.sort();
  }

  /** The orders whose latest change, as of `at_ms`, lies in [from_ms, to_ms), by time of that change. */
  latest(venue: number, window: { from_ms: number; to_ms: number }, at_ms: number): Change[] {
    this.reach(at_ms);
    return this.calendars[venue]!.latest(window, at_ms);
  }

  /** Every change of every venue in (after_ms, to_ms], in the order of time. Needs `after_ms` ≥ the anchor. */
  changesWithin(after_ms: number, to_ms: number): Change[] {
    this.reach(to_ms);
    const found = this.calendars.flatMap((calendar) => calendar.between(after_ms + 1, to_ms + 1));
    return found.sort((one, other) => one.at_ms - other.at_ms);
  }

  /** Forgets changes that no moment from `at_ms` on can see. */
  forget(at_ms: number): void {
    for (const calendar of this.calendars) calendar.forget(at_ms);
  }

  /** Every order of the world, those that are not opened yet included, in a fixed order. */
  all(): readonly Visit[] {
    return this.visits;
  }

  /** The orders of one venue's day, those that are not opened yet included. */
  ofDay(venue: number, day: number): readonly Visit[] {
    const from = this.placeOf({ venue, day, number: 0 });
    return this.visits.slice(from, this.placeOf({ venue: venue + 1, day, number: 0 }));
  }

  exists({ venue, day, number }: Visit): boolean {
    const found = this.visits[this.placeOf({ venue, day, number })];
    return found?.venue === venue && found.day === day && found.number === number;
  }

  /** The place of an order in `visits`, or of the first one after it. */
  private placeOf(wanted: Visit): number {
    let low = 0;
    for (let high = this.visits.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (before(this.visits[middle]!, wanted)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The order as it stands at `at_ms`; null where it is not open yet. */
  tab(visit: Visit, at_ms: number): Tab | null {
    const told = this.story(visit);
    if (told.acts[0]!.at_ms > at_ms) return null;
    return tabAt(at_ms, VENUES[visit.venue]!, told, this.bills(visit, told));
  }

  story({ venue, day, number }: Visit): Story {
    const arrived = arrival_ms(VENUES[venue]!, this.chance(STREAM.arrival, venue, day, number));
    const local = this.local[venue]!;
    const night = (24 + VENUES[venue]!.closeoutHour) * 3_600_000 - 2_700_000;
    return story(this.chance(STREAM.story, venue, day, number), local.instant(day, arrived), local.instant(day, night));
  }

  private bills(visit: Visit, told: Story): Bill[] {
    const { venue, day, number } = visit;
    return Array.from({ length: told.checks }, (_, check) => {
      const random = this.chance(STREAM.bill, venue, day, number, check);
      return bill(random, this.setting(visit, check), told, check);
    });
  }

  /** How many orders a venue's day has on average. */
  mean(venue: number, day: number): number {
    return weight(VENUES[venue]!, day) * this.perWeight[venue]!;
  }

  /** Whether number `number` of about `ordinary` is there at all, when it would begin at `from_ms`. */
  holds(number: number, ordinary: number, from_ms: number): boolean {
    const { anchor_ms, liveFactor } = this.options;
    if (from_ms < anchor_ms - HISTORY_DAYS * DAY_MS) return false;
    return number < (from_ms < anchor_ms ? ordinary : Math.round(ordinary * liveFactor));
  }

  /** The orders that a venue's day holds, planned already or not, with what happens to each. */
  *serviceOf(venue: number, day: number): Generator<{ readonly visit: Visit; readonly told: Story }> {
    const ordinary = this.chance(STREAM.day, venue, day).poisson(this.mean(venue, day));
    const most = Math.max(ordinary, Math.round(ordinary * this.options.liveFactor));
    for (let number = 0; number < most; number++) {
      const visit = { venue, day, number };
      const told = this.story(visit);
      if (this.holds(number, ordinary, told.acts[0]!.at_ms)) yield { visit, told };
    }
  }

  /** Whom the first check of an order is put down to; null where nobody knows. */
  payer(visit: Visit, told: Story): Payer | null {
    return payerOf(
      this.chance(STREAM.bill, visit.venue, visit.day, visit.number, 0),
      this.setting(visit, 0),
      told.service,
    );
  }

  /** Where check `check` (0 to 7) of an order stands in the world. */
  setting({ venue, day, number }: Visit, check: number): Setting {
    const { seed, guests } = this.options;
    const check_number = ((day * VENUES.length + venue) * 65_536 + number) * 8 + check;
    return { seed, guests, venue, check_number };
  }

  private plan(venue: number, day: number): void {
    for (const { visit, told } of this.serviceOf(venue, day)) {
      this.visits.push(visit);
      this.calendars[venue]!.note(visit, told.acts, this.options.anchor_ms);
    }
  }

  /** A source of chance that follows from the seed and the parts. */
  chance(...parts: number[]): Random {
    return new Random(this.options.seed, ...parts);
  }
}

function weightOfYear(venue: Venue, anchorDay: number): number {
  let sum = 0;
  for (let day = anchorDay - HISTORY_DAYS; day < anchorDay; day++) sum += weight(venue, day);
  return sum;
}

function before(one: Visit, other: Visit): boolean {
  return (
    one.day - other.day < 0 || (one.day === other.day && (one.venue - other.venue || one.number - other.number) < 0)
  );
}
