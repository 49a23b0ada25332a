import { describe, expect, test } from 'vitest';
import { Bookings } from '../../sandbox/world/bookings.ts';
import { latestOf, type Profile, Profiles } from '../../sandbox/world/profiles.ts';
import { World } from '../../sandbox/world/world.ts';
import { ANCHOR_MS, DAY_MS, grouped } from './support.ts';

const group = new World({ seed: 20, orders: 12_000, guests: 2_900, anchor_ms: ANCHOR_MS, liveFactor: 1 });

function profiles(): { known: Profiles; book: Bookings } {
  const known = new Profiles(group, 'sevenrooms');
  const book = new Bookings(group, [(booking) => known.note(booking)]);
  book.reach(ANCHOR_MS);
  return { known, book };
}

const { known, book } = profiles();
const all: Profile[] = [...known.all(ANCHOR_MS)];

describe('the profiles of a channel', () => {
  test('are those of everybody who has ever booked there under a name', () => {
    const made = book.all('sevenrooms', ANCHOR_MS).map((key) => book.draw(key));
    const named = made.filter(({ booker, moves }) => booker && moves[0]!.at_ms <= ANCHOR_MS);
    const expected = new Set(named.map(({ booker }) => `${booker!.guest.index} ${booker!.profile}`));
    expect(new Set(all.map(({ index, profile }) => `${index} ${profile}`))).toEqual(expected);
    expect(made.some(({ booker }) => booker === null)).toBe(true);
  });

  test('are made with the first reservation, and change with visits and by hand', () => {
    for (const one of all.slice(0, 300)) {
      expect(one.created_at_ms).toBe(book.draw(one.bookings[0]!).moves[0]!.at_ms);
      expect(one.times[0]).toBe(one.created_at_ms);
      expect(one.times).toEqual([...new Set(one.times)].toSorted((a, b) => a - b));
      expect(latestOf(one, ANCHOR_MS)).toBeLessThanOrEqual(ANCHOR_MS);
    }
    const kinds = new Set(all.flatMap(({ life }) => life.edits.map(({ kind }) => kind)));
    expect(kinds).toEqual(new Set(['tag_added', 'tag_removed', 'note', 'field', 'email', 'opted_out', 'opted_in']));
  });

  test('are two for a few guests: the same address in capitals, or the number alone', () => {
    const second = all.filter(({ profile }) => profile === 1);
    expect(second.length).toBeGreaterThan(20);
    expect(second.length).toBeLessThan(0.1 * all.length);
    const shapes = grouped(second, ({ life }) => (life.email === null ? 'number' : 'capitals'));
    for (const { life } of shapes.get('number')!) expect(life.phone).toEqual(life.guest.phone);
    for (const { life } of shapes.get('capitals')!) {
      expect(life.email).not.toBe(life.guest.email);
      expect(life.email!.toLowerCase()).toBe(life.guest.email);
    }
  });

  test('are found again, as of a moment, by guest', () => {
    const one = all[100]!;
    expect(known.find(one.index, one.profile, ANCHOR_MS)).toBe(one);
    expect(known.find(one.index, one.profile, one.created_at_ms - 1)).toBeNull();
    expect(known.find(7_777_777, 0, ANCHOR_MS)).toBeNull();
  });

  test('tell the changes of a window, and keep their order when new ones come', () => {
    const later = profiles();
    const before = [...later.known.all(ANCHOR_MS)].map(({ index }) => index);
    later.book.reach(ANCHOR_MS + 20 * DAY_MS);
    const after = [...later.known.all(ANCHOR_MS + 20 * DAY_MS)].map(({ index }) => index);
    expect(after.length).toBeGreaterThan(before.length);
    expect([...later.known.all(ANCHOR_MS)].map(({ index }) => index)).toEqual(before);
    const changes = later.known.changesWithin(ANCHOR_MS, ANCHOR_MS + DAY_MS);
    expect(changes.length).toBeGreaterThan(20);
    for (const { profile, at_ms } of changes) expect(profile.times).toContain(at_ms);
  });
});
