import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../runtime/failures.ts';
import { produced } from '../../../runtime/produced.ts';
import type { ReservationEvent } from '../../../schemas/generated/types.ts';
import { topics } from '../../../schemas/topics.ts';
import { venueOf } from '../../../upstreams/service/config.ts';
import { decodeEvent } from '../../../upstreams/service/decode.ts';
import { reservationsSource } from '../../../upstreams/service/reservations-source.ts';
import { Reading } from '../contract.ts';
import { Desk } from './desk.ts';

const NOW_MS = Date.parse('2026-06-20T12:00:00Z');
const HOUR_MS = 3_600_000;
const venues = venueOf([
  { id: 'soho', service: 'v1' },
  { id: 'pier', service: 'v2' },
]);

function sourceOf(desk: Desk) {
  return reservationsSource(desk, { pollSeconds: 60, since: { kind: 'beginning' } }, venues);
}

class Book extends Reading {
  constructor() {
    super((value) => {
      // The source produces nothing but reservation events.
      const { event_id, email } = value as ReservationEvent;
      return { key: `${event_id} ${email}`, version: 1 };
    });
  }

  /** Event id → address, the last one published. */
  table(): Map<string, string | null> {
    return new Map(
      this.values.map((value) => [(value as ReservationEvent).event_id, (value as ReservationEvent).email]),
    );
  }
}

describe('the events of reservations', () => {
  it('come once each, with the venue and the guest that the reservation tells', async () => {
    const desk = new Desk(NOW_MS)
      .book('r1', 'Ann@Example.com')
      .book('r2', null, 'v2')
      .book('r3', 'c@example.com', null);
    desk.happens('r1', 'reservation.confirmed', { from_status: 'pending', to_status: 'confirmed' });
    desk.happens('r1', 'reservation.updated', { changes: { party_size: { from: 2, to: 5 } } });
    desk.happens('r1', 'reservation.updated', { changes: {} });
    const book = new Book();
    await book.poll(sourceOf(desk), desk.now_ms);
    const events = book.values as ReservationEvent[];
    expect(events).toHaveLength(6);
    const one = (id: string) => events.filter(({ reservation_id }) => reservation_id === `service:${id}`);
    expect(one('r1').map(({ type, party_size, to_status }) => [type, party_size, to_status])).toEqual([
      ['reservation.created', 2, null],
      ['reservation.confirmed', null, 'confirmed'],
      ['reservation.updated', 5, null],
      ['reservation.updated', null, null],
    ]);
    expect(one('r1')[0]).toMatchObject({ venue_id: 'soho', email: 'ann@example.com', source: 'widget' });
    expect(one('r2')[0]).toMatchObject({ venue_id: 'pier', email: null });
    expect(one('r3')[0]).toMatchObject({ venue_id: 'service:unknown' });
    await book.poll(sourceOf(desk), desk.now_ms);
    expect(book.values).toHaveLength(6);
  });

  it('come again where the reservation turns out to be of another guest', async () => {
    const desk = new Desk(NOW_MS).book('r1', null).happens('r1', 'reservation.seated', { to_status: 'seated' });
    const book = new Book();
    await book.poll(sourceOf(desk), desk.now_ms);
    desk.edit('r1', 'late@example.com');
    await book.poll(sourceOf(desk), desk.now_ms);
    expect(book.table()).toEqual(desk.truth());
    expect(book.values).toHaveLength(4);
  });

  it('are asked for while the reservation is not over, and for 48 h more', async () => {
    const desk = new Desk(NOW_MS, { listed: false }).book('r1');
    const book = new Book();
    await known(book, 'r1');
    await book.poll(sourceOf(desk), desk.now_ms);
    desk.happens('r1', 'reservation.completed', { from_status: 'seated', to_status: 'completed' });
    await book.poll(sourceOf(desk), desk.now_ms);
    expect(book.table().size).toBe(3);
    const asked = () => desk.asked.get('r1');
    const before = asked()!;
    await book.poll(sourceOf(desk), desk.now_ms + 47 * HOUR_MS);
    expect(asked()).toBe(before + 1);
    await book.poll(sourceOf(desk), desk.now_ms + 49 * HOUR_MS);
    expect(asked()).toBe(before + 1);
  });

  it('of one that is over for long are asked for when the list shows a change', async () => {
    const desk = new Desk(NOW_MS).book('r1').happens('r1', 'reservation.cancelled', { to_status: 'cancelled' });
    const book = new Book();
    await book.poll(sourceOf(desk), desk.now_ms);
    desk.now_ms += 100 * HOUR_MS;
    await book.poll(sourceOf(desk), desk.now_ms);
    const before = desk.asked.get('r1')!;
    await book.poll(sourceOf(desk), desk.now_ms);
    expect(desk.asked.get('r1')).toBe(before);
    desk.happens('r1', 'reservation.confirmed', { from_status: 'cancelled', to_status: 'confirmed' });
    await book.poll(sourceOf(desk), desk.now_ms);
    expect(book.table()).toEqual(desk.truth());
  });

  it('are read of reservations that a webhook or a file has told of, without any list', async () => {
    const desk = new Desk(NOW_MS, { listed: false }).book('r1').book('r2');
    const book = new Book();
    await known(book, 'r2');
    await book.poll(sourceOf(desk), desk.now_ms);
    expect([...desk.asked.keys()]).toEqual(['r2']);
  });

  it('of one reservation that cannot be had hold up no other, and are told once', async () => {
    const desk = new Desk(NOW_MS).book('r1').book('r2').book('r3');
    desk.broken.set('r1', new Failure('poison', 'not_found'));
    desk.broken.set('r2', new Failure('poison', 'bad_request'));
    const book = new Book();
    await book.poll(sourceOf(desk), desk.now_ms);
    await book.poll(sourceOf(desk), desk.now_ms);
    expect((book.values as ReservationEvent[]).map(({ reservation_id }) => reservation_id)).toEqual(['service:r3']);
    expect(book.refused).toMatchObject([{ reason: 'bad_request', upstream: 'service' }]);
    desk.broken.clear();
    desk.happens('r1', 'reservation.confirmed').happens('r2', 'reservation.confirmed');
    await book.poll(sourceOf(desk), desk.now_ms);
    expect(book.table()).toEqual(desk.truth());
  });

  it('of the others are published though one fails for now', async () => {
    const desk = new Desk(NOW_MS).book('r1').book('r2');
    desk.broken.set('r1', new Failure('retry', 'server_error'));
    const book = new Book();
    await expect(book.poll(sourceOf(desk), desk.now_ms)).rejects.toMatchObject({ reason: 'server_error' });
    expect(book.values).toHaveLength(1);
    desk.broken.clear();
    await book.poll(sourceOf(desk), desk.now_ms);
    expect(book.table()).toEqual(desk.truth());
    expect(book.repeated()).toEqual([]);
  });
});

describe('whatever happens, and wherever the process is killed', () => {
  const act = fc.oneof(
    fc.record({ kind: fc.constant('book' as const), id: fc.nat(6) }),
    fc.record({ kind: fc.constant('event' as const), id: fc.nat(6), over: fc.boolean() }),
    fc.record({ kind: fc.constant('edit' as const), id: fc.nat(6), email: fc.constantFrom(null, 'x@example.com') }),
    fc.record({ kind: fc.constant('poll' as const), pages: fc.integer({ min: 0, max: 4 }) }),
    fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 60) }),
  );

  it('the table is what the desk knows, and no event is published twice for the same guest', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const desk = new Desk(NOW_MS);
        const book = new Book();
        const booked = new Set<number>();
        for (const one of acts) {
          if (one.kind === 'poll') await book.poll(sourceOf(desk), desk.now_ms, one.pages);
          else if (one.kind === 'wait') desk.now_ms += one.hours * HOUR_MS;
          else if (one.kind === 'book' && !booked.has(one.id)) desk.book(`r${one.id}`);
          else if (!booked.has(one.id)) continue;
          else if (one.kind === 'edit') desk.edit(`r${one.id}`, one.email);
          else if (one.kind === 'event')
            desk.happens(`r${one.id}`, one.over ? 'reservation.completed' : 'reservation.seated', {});
          if (one.kind === 'book') booked.add(one.id);
        }
        await book.poll(sourceOf(desk), desk.now_ms);
        expect(book.table()).toEqual(desk.truth());
        if (!acts.some(({ kind }) => kind === 'edit')) expect(book.repeated()).toEqual([]);
        const before = book.values.length;
        await book.poll(sourceOf(desk), desk.now_ms);
        expect(book.values).toHaveLength(before);
      }),
      { numRuns: 300 },
    );
  });
});

/** Somebody else has published an event of the reservation. */
async function known(book: Book, reservation_id: string): Promise<void> {
  const event = {
    id: `evt_of_${reservation_id}`,
    type: 'reservation.created',
    created_at: '2026-06-01T10:00:00+02:00',
  };
  const origin = { kind: 'delivery', delivery_id: 'd1' } as const;
  const decoded = decodeEvent(event, { reservation_id, venue_id: 'soho', email: null }, origin);
  if (decoded.kind !== 'record') throw new Error('not decoded');
  book.tell(produced(topics.reservation_events, decoded.value as ReservationEvent, null, origin));
}
