import { describe, expect, test } from 'vitest';
import { type Booking, bookingAt } from '../../sandbox/world/booking.ts';
import { Bookings } from '../../sandbox/world/bookings.ts';
import { CHANNELS } from '../../sandbox/world/channels.ts';
import type { Status } from '../../sandbox/world/moves.ts';
import { VENUES } from '../../sandbox/world/venues.ts';
import { World } from '../../sandbox/world/world.ts';
import { ANCHOR_MS, DAY_MS, grouped } from './support.ts';

const EVER = { from_ms: 0, to_ms: Number.MAX_SAFE_INTEGER };

function world(orders: number, changes: { liveFactor?: number; seed?: number } = {}): World {
  const options = { seed: 20, guests: Math.round(orders * 0.24), anchor_ms: ANCHOR_MS, liveFactor: 1 };
  return new World({ ...options, orders, ...changes });
}

const group = world(12_000);
const book = new Bookings(group);
const all: Booking[] = CHANNELS.flatMap((channel) => book.all(channel, ANCHOR_MS).map((key) => book.draw(key)));
const past = all.filter(({ moves }) => moves[0]!.at_ms <= ANCHOR_MS);
const stateOf = (one: Booking) => bookingAt(one, ANCHOR_MS)!;

function share<T>(list: readonly T[], holds: (one: T) => boolean): number {
  return list.filter(holds).length / list.length;
}

describe('a year of reservations', () => {
  test('comes before most tables, and for some tables nobody comes', () => {
    const seated = group.all().filter((visit) => group.story(visit).service === 'dine_in');
    const kept = past.filter(({ visit }) => visit !== null);
    expect(kept.length / seated.length).toBeGreaterThan(0.85);
    expect(kept.length / seated.length).toBeLessThan(0.99);
    const statuses = grouped(past, (one) => stateOf(one).status);
    for (const status of ['cancelled', 'no_show', 'declined'] as const) {
      for (const one of statuses.get(status)!) expect(one.visit).toBeNull();
      expect(statuses.get(status)!.length).toBeGreaterThan(100);
    }
    expect(statuses.get('completed')!.length).toBeGreaterThan(0.7 * past.length);
    expect(statuses.get('confirmed')!.length).toBeGreaterThan(20);
  });

  test('goes through the channels that each venue uses, and every source', () => {
    const through = (venue: string) =>
      share(
        past.filter(({ key }) => VENUES[key.venue]!.id === venue),
        ({ channel }) => channel === 'sevenrooms',
      );
    expect(through('soho')).toBeCloseTo(0.7, 1);
    expect(through('fulton')).toBeGreaterThan(0.85);
    expect(through('liberties')).toBeLessThan(0.2);
    const sources = grouped(past, ({ source }) => source);
    for (const source of ['widget', 'google', 'phone', 'walk_in'] as const) {
      expect(sources.get(source)!.length).toBeGreaterThan(0.08 * past.length);
    }
  });

  test('is made from weeks to minutes before', () => {
    const leads = past.map(({ moves }) =>
      moves[0]!.kind === 'created' ? moves[0]!.starts_at_ms - moves[0]!.at_ms : 0,
    );
    expect(Math.max(...leads)).toBeGreaterThan(25 * DAY_MS);
    expect(Math.max(...leads)).toBeLessThan(28 * DAY_MS);
    expect(share(leads, (lead_ms) => lead_ms < 1_200_000)).toBeGreaterThan(0.05);
  });

  test('is mostly booked by the guest who pays the first check', () => {
    const known = past.flatMap((one) => {
      const payer = one.visit && group.payer(one.visit, group.story(one.visit));
      return one.booker && payer?.known_by === 'email' ? [{ booker: one.booker, payer }] : [];
    });
    const same = share(known, ({ booker, payer }) => booker.guest.index === payer.guest.index);
    expect(same).toBeGreaterThan(0.9);
    expect(same).toBeLessThan(0.99);
    const named = known.flatMap(({ booker }) =>
      booker.email === null ? [] : [[booker.email, booker.guest.email] as const],
    );
    for (const [written, own] of named) expect(written.trim().toLowerCase()).toBe(own);
  });

  test('has guests who book through both channels under one address', () => {
    const byGuest = grouped(
      past.filter(({ booker }) => booker?.email),
      ({ booker }) => booker!.guest.email,
    );
    const both = [...byGuest.values()].filter((found) => new Set(found.map(({ channel }) => channel)).size === 2);
    expect(both.length).toBeGreaterThan(50);
  });
});

describe('the life of a reservation', () => {
  test('is a chain of statuses, second by second, from pending to its end', () => {
    const chains = new Set<string>();
    for (const { moves } of all) {
      let [standing, last_ms]: [Status, number] = ['pending', 0];
      for (const move of moves) {
        expect(move.at_ms % 1_000).toBe(0);
        expect(move.at_ms).toBeGreaterThanOrEqual(last_ms);
        last_ms = move.at_ms;
        if (move.kind !== 'status') continue;
        expect(move.from).toBe(standing);
        standing = move.to;
      }
      chains.add(moves.flatMap((move) => (move.kind === 'status' ? [move.to] : [])).join(' '));
    }
    for (const chain of [
      'confirmed seated completed',
      'confirmed partially_seated seated completed',
      'confirmed pending confirmed seated completed',
      'seated completed',
      'confirmed cancelled',
      'cancelled',
      'confirmed no_show',
      'declined',
    ]) {
      expect(chains).toContain(chain);
    }
  });

  test('has edits of each kind, some of nothing, each from what stood to what came', () => {
    const kinds = { party_size: 0, starts_at_ms: 0, notes: 0, empty: 0 };
    for (const one of all) {
      for (const move of one.moves) {
        if (move.kind !== 'updated') continue;
        const before = bookingAt({ moves: one.moves.slice(0, one.moves.indexOf(move)) }, move.at_ms)!;
        if (Object.keys(move.changes).length === 0) kinds.empty++;
        for (const name of ['party_size', 'starts_at_ms', 'notes'] as const) {
          const edit = move.changes[name];
          if (!edit) continue;
          kinds[name]++;
          expect(edit.from).toEqual(before[name]);
          expect(edit.to).not.toEqual(edit.from);
        }
      }
    }
    expect(Math.min(...Object.values(kinds))).toBeGreaterThan(100);
  });

  test('follows the table: seated before the order opens, completed after the last check is paid', () => {
    for (const one of past.filter(({ visit }) => visit !== null)) {
      const { acts } = group.story(one.visit!);
      const { seated_at_ms, completed_at_ms } = bookingAt(one, Number.MAX_SAFE_INTEGER)!;
      expect(seated_at_ms).toBeLessThan(acts[0]!.at_ms);
      const paid = acts.find(({ kind }) => kind === 'paid')?.at_ms ?? acts[0]!.at_ms;
      expect(completed_at_ms).toBeGreaterThan(paid);
    }
  });
});

describe('asking', () => {
  test('gives the same reservation whatever was asked before, and however far the book is planned', () => {
    const other = new Bookings(world(12_000));
    other.reach(ANCHOR_MS + 90 * DAY_MS);
    const wanted = book.all('service', ANCHOR_MS)[777]!;
    expect(other.draw(wanted)).toEqual(book.draw(wanted));
    expect(other.find('service', wanted, ANCHOR_MS)).toEqual(book.draw(wanted));
    expect(other.find('sevenrooms', wanted, ANCHOR_MS)).toBeNull();
    expect(other.find('service', { ...wanted, number: 5_000 }, ANCHOR_MS)).toBeNull();
    expect(other.latest('service', EVER, ANCHOR_MS)).toHaveLength(book.latest('service', EVER, ANCHOR_MS).length);
  });

  test('every reservation once, by its latest change', () => {
    for (const channel of CHANNELS) {
      const found = book.latest(channel, EVER, ANCHOR_MS);
      const made = past.filter((one) => one.channel === channel);
      expect(found.length).toBe(made.length);
      for (const { visit, at_ms } of found.slice(-500)) {
        expect(bookingAt(book.draw(visit), ANCHOR_MS)!.updated_at_ms).toBe(at_ms);
      }
      const window = { from_ms: ANCHOR_MS - 5 * DAY_MS, to_ms: ANCHOR_MS - 2 * DAY_MS };
      const inside = found.filter(({ at_ms }) => at_ms >= window.from_ms && at_ms < window.to_ms);
      expect(book.latest(channel, window, ANCHOR_MS)).toEqual(inside);
    }
  });

  test('the days of service, and the changes of live service', () => {
    const day = Math.floor(ANCHOR_MS / DAY_MS) - 3;
    const some = book.ofDays('sevenrooms', { first: day, last: day + 1 }, ANCHOR_MS);
    expect(some.length).toBeGreaterThan(20);
    expect(new Set(some.map((key) => key.day))).toEqual(new Set([day, day + 1]));
    const changes = book.changesWithin('service', ANCHOR_MS, ANCHOR_MS + DAY_MS);
    expect(changes.length).toBeGreaterThan(20);
    const began = changes.filter(({ visit, at_ms }) => book.draw(visit).moves[0]!.at_ms === at_ms);
    expect(began.length).toBeGreaterThan(5);
  });

  test('forgets what nobody can see any more, and nothing else', () => {
    const live = new Bookings(world(3_000));
    const now_ms = ANCHOR_MS + 9 * DAY_MS;
    const before = live.latest('sevenrooms', EVER, now_ms);
    live.forget(now_ms);
    expect(live.latest('sevenrooms', EVER, now_ms)).toEqual(before);
  });

  test('a busier live service has more reservations, one that stands still has none', () => {
    const begun = (liveFactor: number) => {
      const live = new Bookings(world(6_000, { liveFactor }));
      const from_ms = ANCHOR_MS + 30 * DAY_MS;
      const changes = live.changesWithin('sevenrooms', from_ms, from_ms + 7 * DAY_MS);
      return changes.filter(({ visit, at_ms }) => live.draw(visit).moves[0]!.at_ms === at_ms).length;
    };
    expect(begun(4) / begun(1)).toBeGreaterThan(3);
    expect(begun(0)).toBe(0);
  });
});
