import type { Booking } from './booking.ts';
import type { Visit } from './calendar.ts';
import type { Channel } from './channels.ts';
import { type ProfileLife, profileLife } from './staff-edits.ts';
import type { World } from './world.ts';

/** A guest as a channel with profiles knows them: made with their first reservation there. */
export interface Profile {
  /** The guest's index. */
  readonly index: number;
  /** 1: the second one of a guest who has two. */
  readonly profile: 0 | 1;
  readonly created_at_ms: number;
  /** The reservations under it, by the time that they were made. */
  readonly bookings: readonly Visit[];
  readonly life: ProfileLife;
  /** When it changed, ascending: made, edited, visits counted, tickets counted. */
  readonly times: readonly number[];
}

interface Known {
  readonly index: number;
  readonly profile: 0 | 1;
  bookings: { readonly key: Visit; readonly created_ms: number }[];
  /** Of the reservations alone. */
  times: number[];
  /** Made when asked for; null after every new reservation. */
  whole: Profile | null;
}

/** What of a reservation's life a profile counts. */
const COUNTED = new Set(['completed', 'cancelled', 'no_show']);

/** The profiles of one channel: of every guest who ever booked there. Kept is which reservations each has, and when it changed. */
export class Profiles {
  private readonly world: World;
  private readonly channel: Channel;
  private readonly known: Known[] = [];
  private readonly places = new Map<string, number>();

  /** Knows of nothing until `note` has heard of every reservation. */
  constructor(world: World, channel: Channel) {
    this.world = world;
    this.channel = channel;
  }

  note({ channel, booker, key, moves }: Booking): void {
    if (channel !== this.channel || !booker) return;
    const found = this.of(booker.guest.index, booker.profile);
    found.bookings.push({ key, created_ms: moves[0]!.at_ms });
    for (const move of moves) {
      if (move.kind === 'tickets' || (move.kind === 'status' && COUNTED.has(move.to))) found.times.push(move.at_ms);
    }
    found.whole = null;
  }

  /** The profile of that guest as of `at_ms`, complete with what will happen to it; null where there is none yet. */
  find(index: number, profile: 0 | 1, at_ms: number): Profile | null {
    const place = this.places.get(`${index} ${profile}`);
    const found = place === undefined ? null : this.whole(this.known[place]!);
    return found && found.created_at_ms <= at_ms ? found : null;
  }

  /** Every profile that there is at `at_ms`, in an order that new ones do not change. */
  *all(at_ms: number): Generator<Profile> {
    for (const known of this.known) {
      const found = this.whole(known);
      if (found.created_at_ms <= at_ms) yield found;
    }
  }

  /** Every change of a profile in (after_ms, to_ms], in the order of time. */
  changesWithin(after_ms: number, to_ms: number): { readonly profile: Profile; readonly at_ms: number }[] {
    const found: { profile: Profile; at_ms: number }[] = [];
    for (const known of this.known) {
      const profile = this.whole(known);
      if (profile.times.at(-1)! <= after_ms) continue;
      for (const at_ms of profile.times) if (at_ms > after_ms && at_ms <= to_ms) found.push({ profile, at_ms });
    }
    return found.sort((one, other) => one.at_ms - other.at_ms);
  }

  private of(index: number, profile: 0 | 1): Known {
    const name = `${index} ${profile}`;
    const place = this.places.get(name);
    if (place !== undefined) return this.known[place]!;
    const made: Known = { index, profile, bookings: [], times: [], whole: null };
    this.places.set(name, this.known.length);
    this.known.push(made);
    return made;
  }

  private whole(known: Known): Profile {
    if (known.whole) return known.whole;
    const { index, profile } = known;
    known.bookings.sort((one, other) => one.created_ms - other.created_ms);
    const created_at_ms = known.bookings[0]!.created_ms;
    const life = profileLife(this.world.options.seed, { index, profile }, created_at_ms);
    const all = [created_at_ms, ...known.times, ...life.edits.map(({ at_ms }) => at_ms)];
    const times = [...new Set(all)].sort((one, other) => one - other);
    const bookings = known.bookings.map(({ key }) => key);
    known.whole = { index, profile, created_at_ms, bookings, life, times };
    return known.whole;
  }
}

/** When the profile last changed, as of `at_ms`. */
export function latestOf({ times }: Profile, at_ms: number): number {
  let latest = times[0]!;
  for (const one of times) if (one <= at_ms) latest = one;
  return latest;
}
