import type { SandboxClock } from '../clock.ts';
import { type Booking, bookingAt } from '../world/booking.ts';
import type { Bookings } from '../world/bookings.ts';
import type { Visit } from '../world/calendar.ts';
import { latestOf, type Profile, type Profiles } from '../world/profiles.ts';
import { client, type SevenRoomsClient } from './client.ts';
import { changes, clientAt } from './client-state.ts';
import { clientId, clientOf, reservationId, reservationOf } from './ids.ts';
import type { Overlay } from './overlay.ts';
import { reservation, type SevenRoomsReservation, updatedAt_ms, writtenOn } from './reservation.ts';
import type { ClientWrite, ReservationWrite } from './writes.ts';

/** A row's place: found without being written out. */
export interface Found<Thing> {
  readonly of: Thing;
  readonly updated_at_ms: number;
}

/** What SevenRooms knows: the world's reservations and profiles, and on top of them what was written to them. */
export class Book {
  readonly bookings: Bookings;
  readonly profiles: Profiles;
  readonly overlay: Overlay;
  private readonly clock: SandboxClock;

  constructor(known: { bookings: Bookings; profiles: Profiles; overlay: Overlay }, clock: SandboxClock) {
    this.bookings = known.bookings;
    this.profiles = known.profiles;
    this.overlay = known.overlay;
    this.clock = clock;
  }

  /** The reservations that there are at `at_ms` and that were changed at `from_ms` or later, those written to by clients last. */
  reservations(from_ms: number, at_ms: number): Found<Visit>[] {
    const window = { from_ms, to_ms: Number.POSITIVE_INFINITY };
    const changed = this.bookings.latest('sevenrooms', window, at_ms);
    const found = changed.map(({ visit, at_ms: changed_ms }) => ({ of: visit, updated_at_ms: changed_ms }));
    const written = this.written(at_ms);
    if (written.length === 0) return found;
    const names = new Set(written.map(({ of }) => nameOf(of)));
    const others = found.filter(({ of }) => !names.has(nameOf(of)));
    return [...others, ...written.filter(({ updated_at_ms }) => updated_at_ms >= from_ms)];
  }

  /** The profiles that there are at `at_ms` and that were changed at `from_ms` or later. */
  clients(from_ms: number, at_ms: number): Found<Profile>[] {
    this.bookings.reach(at_ms);
    const found: Found<Profile>[] = [];
    for (const profile of this.profiles.all(at_ms)) {
      const id = clientId(this.bookings.world.options.seed, profile);
      const updated_at_ms = updatedAt_ms(this.overlay, id, latestOf(profile, at_ms), at_ms);
      if (updated_at_ms >= from_ms) found.push({ of: profile, updated_at_ms });
    }
    return found;
  }

  /** The profile of an id; null where there is none at `at_ms`. */
  profile(id: string, at_ms: number): Profile | null {
    const key = clientOf(this.bookings.world.options.seed, id);
    this.bookings.reach(at_ms);
    return key && this.profiles.find(key.index, key.profile, at_ms);
  }

  /** The reservation of an id; null where there is none at `at_ms`. */
  booking(id: string, at_ms: number): Booking | null {
    const key = reservationOf(this.bookings.world.options.seed, id);
    return key && this.bookings.find('sevenrooms', key, at_ms);
  }

  client(profile: Profile, at_ms: number): SevenRoomsClient {
    return client(this.bookings, this.overlay, profile, at_ms);
  }

  /** Only for reservations that there are at `at_ms`. */
  reservation(booking: Booking, at_ms: number): SevenRoomsReservation {
    return reservation(this.bookings.world, this.overlay, booking, at_ms)!;
  }

  /** Writes to a profile. True where anything is different now. */
  writeClient(profile: Profile, write: ClientWrite, by: 'api' | 'staff'): boolean {
    const at_ms = this.clock.now_ms();
    const id = clientId(this.bookings.world.options.seed, profile);
    const state = clientAt(profile, id, this.overlay, at_ms);
    const changed = changes(state, write);
    const updated_ms = changed ? Math.max(at_ms, state.updated_at_ms + 1) : state.updated_at_ms;
    this.overlay.add({ entity: 'client', id, at_ms, updated_ms, by, changed, write });
    return changed;
  }

  /** Writes to a reservation. True where anything is different now. */
  writeReservation(booking: Booking, write: ReservationWrite): boolean {
    const at_ms = this.clock.now_ms();
    const id = reservationId(this.bookings.world.options.seed, booking.key);
    const { notes, fields } = writtenOn(this.overlay, id, booking, at_ms);
    const set = (write.custom_fields ?? []).some(({ system_name, value }) => (fields[system_name] ?? '') !== value);
    const changed = set || (write.notes ?? notes) !== notes;
    const updated_at_ms = updatedAt_ms(this.overlay, id, bookingAt(booking, at_ms)!.updated_at_ms, at_ms);
    const updated_ms = changed ? Math.max(at_ms, updated_at_ms + 1) : updated_at_ms;
    this.overlay.add({ entity: 'reservation', id, at_ms, updated_ms, by: 'api', changed, write });
    return changed;
  }

  /** The reservations that clients wrote to, in the order of their first write. */
  private written(at_ms: number): Found<Visit>[] {
    return [...this.overlay.reservations()].flatMap((id) => {
      const booking = this.booking(id, at_ms);
      const state = booking && bookingAt(booking, at_ms);
      if (!state) return [];
      return [{ of: booking.key, updated_at_ms: updatedAt_ms(this.overlay, id, state.updated_at_ms, at_ms) }];
    });
  }
}

function nameOf({ day, venue, number }: Visit): string {
  return `${day} ${venue} ${number}`;
}
