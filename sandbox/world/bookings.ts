import { type Booking, booking, bookingsOf } from './booking.ts';
import { Calendar, type Change, type Visit } from './calendar.ts';
import { CHANNELS, type Channel } from './channels.ts';
import { LONGEST_LEAD_MS } from './moves.ts';
import { DAY_MS, VENUES } from './venues.ts';
import { HISTORY_DAYS, type World } from './world.ts';

/** So long before a day's service its reservations are planned: nobody has booked it by then. */
const PLANNING_MS = LONGEST_LEAD_MS + 3 * DAY_MS;

/**
 * The reservations of the group, by the channel that they come through: for most tables, and for some that nobody came
 * to. As with orders, a reservation is drawn anew whenever somebody asks; kept is when each last changed and will change.
 * The year is planned when something is asked for first. Ask for moments from the anchor on.
 */
export class Bookings {
  readonly world: World;
  private readonly calendars = byChannel(() => new Calendar());
  private readonly keys = byChannel((): Visit[] => []);
  private readonly listeners: ((booking: Booking) => void)[] = [];
  private planned: number;

  /** `planning` hears of every reservation once, as it is planned, by day of service. */
  constructor(world: World, planning: readonly ((booking: Booking) => void)[] = []) {
    this.world = world;
    this.listeners.push(...planning);
    this.planned = Math.floor(world.options.anchor_ms / DAY_MS) - HISTORY_DAYS - 1;
  }

  /** Plans what is booked up to a moment. Does nothing where it is planned already. */
  reach(at_ms: number): void {
    const last = Math.ceil((at_ms + PLANNING_MS) / DAY_MS) - 1;
    if (this.planned >= last) return;
    while (this.planned < last) {
      this.planned++;
      for (let venue = 0; venue < VENUES.length; venue++) this.plan(venue, this.planned);
    }
    for (const channel of CHANNELS) this.calendars[channel].sort();
  }

  /** The channel's reservations whose latest change, as of `at_ms`, lies in [from_ms, to_ms), by time of that change. */
  latest(channel: Channel, window: { from_ms: number; to_ms: number }, at_ms: number): Change[] {
    this.reach(at_ms);
    return this.calendars[channel].latest(window, at_ms);
  }

  /** Every change of the channel's reservations in (after_ms, to_ms], in the order of time. Needs `after_ms` ≥ the anchor. */
  changesWithin(channel: Channel, after_ms: number, to_ms: number): Change[] {
    this.reach(to_ms);
    return this.calendars[channel].between(after_ms + 1, to_ms + 1);
  }

  /** Forgets changes that no moment from `at_ms` on can see. */
  forget(at_ms: number): void {
    for (const channel of CHANNELS) this.calendars[channel].forget(at_ms);
  }

  /** Every reservation of the channel made by `at_ms`, and some that are made later, by day, venue and number. */
  all(channel: Channel, at_ms: number): readonly Visit[] {
    this.reach(at_ms);
    return this.keys[channel];
  }

  /** The same, of the days of service from `first` to `last`, both included. */
  ofDays(channel: Channel, { first, last }: { first: number; last: number }, at_ms: number): readonly Visit[] {
    this.reach(at_ms);
    const start = this.placeOf(channel, { day: first, venue: 0, number: 0 });
    return this.keys[channel].slice(start, this.placeOf(channel, { day: last + 1, venue: 0, number: 0 }));
  }

  /** The channel's reservation of that key; null where it has none that was made by `at_ms`. */
  find(channel: Channel, key: Visit, at_ms: number): Booking | null {
    this.reach(at_ms);
    const found = this.keys[channel][this.placeOf(channel, key)];
    if (found?.venue !== key.venue || found.day !== key.day || found.number !== key.number) return null;
    const drawn = this.draw(found);
    return drawn.moves[0]!.at_ms <= at_ms ? drawn : null;
  }

  /** The reservation of a key that one of the others gave. */
  draw(key: Visit): Booking {
    return booking(this.world, key)!;
  }

  private plan(venue: number, day: number): void {
    for (const found of bookingsOf(this.world, venue, day)) {
      this.keys[found.channel].push(found.key);
      this.calendars[found.channel].note(found.key, found.moves, this.world.options.anchor_ms);
      for (const listen of this.listeners) listen(found);
    }
  }

  private placeOf(channel: Channel, wanted: Visit): number {
    const keys = this.keys[channel];
    let low = 0;
    for (let high = keys.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (before(keys[middle]!, wanted)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function byChannel<T>(make: () => T): Record<Channel, T> {
  return { sevenrooms: make(), service: make() };
}

function before(one: Visit, other: Visit): boolean {
  return (one.day - other.day || one.venue - other.venue || one.number - other.number) < 0;
}
