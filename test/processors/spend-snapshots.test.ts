import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guestIdOf } from '../../processors/identity.ts';
import type { SpendStore } from '../../processors/spend/store.ts';
import { spend } from '../../processors/spend.ts';
import type { Outputs } from '../../runtime/types.ts';
import type { GuestOrder } from '../../schemas/generated/types.ts';
import { keyOf } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { DAY, usual } from './sentences.ts';
import { choicesOf } from './world.ts';

const processor = spend(usual);
const { format, save, load } = processor.snapshots!;

/** What a step gave: topic, key and value of each, in no order. */
type Given = readonly string[];

/** A store under way, that can be asked to do what another one does. */
class Living {
  state: SpendStore;
  constructor(state: SpendStore) {
    this.state = state;
  }

  tell(part: GuestOrder, retracted: boolean): Given {
    const key = keyOf(topics.guest_orders, part);
    const at = { topic: topics.guest_orders, partition: 0, offset: 0, timestamp_ms: 0 };
    return giving((out) => processor.step(this.state, { ...at, key, value: retracted ? null : part }, out));
  }

  tick(to_ms: number): Given {
    return giving((out) => processor.advance!(this.state, to_ms, 1_000_000, out));
  }
}

function giving(act: (out: Outputs) => void): Given {
  const given: string[] = [];
  act({
    put: (topic, value) => void given.push(JSON.stringify([topic.name, value])),
    remove: (topic, key) => void given.push(JSON.stringify([topic.name, key, null])),
  });
  return given.sort();
}

function bytesOf(state: SpendStore): Buffer {
  const pieces: Buffer[] = [];
  for (const piece of save(state)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

function copyOf(living: Living): Living {
  const bytes = bytesOf(living.state);
  const loading = load();
  let at = 0;
  for (let next = loading.next(); ; next = loading.next()) {
    if (next.done === true) {
      expect(at).toBe(bytes.length);
      processor.restored!(next.value, living.state.window.stream_time_ms);
      return new Living(next.value);
    }
    next.value.set(bytes.subarray(at, at + next.value.length));
    at += next.value.length;
  }
}

/** An order, a reservation, a part of an order of several, a correction, as chance has it; more of the first guest's. */
function anyPart(choose: (choices: number) => number): GuestOrder {
  const guest = choose(3) === 0 ? choose(40) : 0;
  const kind = choose(8);
  const id = choose(400);
  const days = choose(300);
  const night = choose(4) === 0 ? -1 : 0;
  const lacking = kind === 1 ? 1 + choose(2) : 0;
  return {
    guest_id: guest === 7 ? 'house' : guestIdOf(`guest${guest}@example.com`),
    order_id:
      kind === 0
        ? `@service:${id}`
        : id % 5 === 0
          ? `toast:${String(id).padStart(8, '0')}-0000-4000-8000-0123456789ab`
          : `file:${id}`,
    member: kind === 2 ? `other${choose(3)}@example.com` : `guest${guest}@example.com`,
    venue_id: ['soho', 'pier', 'ennis'][choose(3)]!,
    closed_at: days * DAY + choose(24) * 3_600_000,
    business_date: days + night,
    currency: kind === 0 ? '' : ['USD', 'USD', 'EUR'][choose(3)]!,
    net_minor: kind === 0 ? 0 : choose(20_000),
    covers: lacking > 0 ? 1 : choose(5),
    version: choose(50),
    checks: lacking,
    stands_in: lacking,
  };
}

test('a store saved and loaded gives what the original gives, whatever comes next', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 400 }), (seed, before, after) => {
      const choose = choicesOf(seed);
      const told: GuestOrder[] = [];
      const next = () => {
        const again = told.length > 0 && choose(4) === 0;
        const part = again ? told[choose(told.length)]! : anyPart(choose);
        told.push(part);
        return { part, retracted: again && choose(2) === 0 };
      };
      const original = new Living(processor.create());
      for (let i = 0; i < before; i++) {
        const { part, retracted } = next();
        original.tell(part, retracted);
        if (choose(50) === 0) original.tick(choose(300) * DAY);
      }
      const copies = [copyOf(original)];
      copies.push(copyOf(copies[0]!));
      for (let i = 0; i < after; i++) {
        const { part, retracted } = next();
        const given = original.tell(part, retracted);
        for (const copy of copies) expect(copy.tell(part, retracted)).toEqual(given);
      }
      const end = original.tick(1_000 * DAY);
      for (const copy of copies) expect(copy.tick(1_000 * DAY)).toEqual(end);
      for (const copy of copies) expect(copy.state.size).toBe(original.state.size);
    }),
    { numRuns: Number(process.env.REGULARS_TEST_RUNS ?? 15) },
  );
}, 120_000);

test('a guest of thousands of orders is saved and loaded', () => {
  const original = new Living(processor.create());
  const order = (n: number): GuestOrder => ({
    ...anyPart(() => 0),
    order_id: `file:${n}`,
    closed_at: n * 3_600_000,
    business_date: Math.floor(n / 24),
    currency: 'USD',
  });
  for (let n = 0; n < 5_000; n++) original.tell(order(n), false);
  const copy = copyOf(original);
  for (const n of [5_000, 17, 2_500]) {
    const changed = { ...order(n), net_minor: 7, version: 2 };
    expect(copy.tell(changed, false)).toEqual(original.tell(changed, false));
  }
});

test('what was erased is not saved', () => {
  const living = new Living(processor.create());
  const order = (n: number, member: string): GuestOrder => ({
    ...anyPart(() => 5),
    guest_id: 'house',
    order_id: `file:order ${n}`,
    member,
    currency: 'USD',
  });
  living.tell(order(1, 'ann@example.com'), false);
  living.tell(order(2, 'bob@example.com'), false);
  living.tell(order(3, 'cy@example.com'), false);
  living.tell(order(1, 'ann@example.com'), true);
  living.tell(order(3, 'cy@example.com'), true);
  const bytes = bytesOf(living.state).toString('latin1');
  expect(bytes).toContain('bob@example.com');
  expect(bytes).toContain('order 2');
  for (const gone of ['ann@', 'cy@', 'order 1', 'order 3']) expect(bytes).not.toContain(gone);
  living.tell(order(2, 'bob@example.com'), true);
  expect(bytesOf(living.state).toString('latin1')).not.toContain('house');
});

test('a snapshot holds its orders and little else', () => {
  const living = new Living(processor.create());
  // In turns, so that each guest's orders move from block to block.
  for (let n = 0; n < 20_000; n++) {
    const guest = n % 2_000;
    const member = `guest${guest}@example.com`;
    const ids = { guest_id: guestIdOf(member), member, order_id: `file:${n}` };
    living.tell({ ...anyPart(() => 5), ...ids, currency: 'USD', closed_at: n, business_date: 0 }, false);
  }
  expect(bytesOf(living.state).length).toBeLessThan(20_000 * 125);
});

test('other rules are another format', () => {
  const formats = [usual, { ...usual, spendWindowDays: 30 }, { ...usual, loyalty: { ...usual.loyalty, visits: 2 } }];
  expect(new Set([format, ...formats.map((settings) => spend(settings).snapshots!.format)]).size).toBe(3);
});
