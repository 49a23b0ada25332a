import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Hash, hashOf } from '../../../processors/store/hash.ts';
import { KeyedValues } from '../../../processors/store/keyed-values.ts';
import type { ClientState, MemberProfileState, OrderPayers } from '../../../schemas/generated/types.ts';
import { keyOf } from '../../../schemas/keys.ts';
import { topics } from '../../../schemas/topics.ts';

const hashes: Readonly<Record<string, Hash>> = {
  'its own hash': hashOf,
  'a hash of eight values': (bytes, from, to, seed) => (seed + from + (bytes[to - 1] ?? 0)) & 7,
  'one hash for all': () => -1,
};

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('', 'a', 'b', 'ab', 'a|b', 'toast:%7C', 'émile@example.com', '🍝') },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 400_000 }).map((length) => 'ü'.repeat(length)) },
);
const id = fc.constantFrom('', 'a', 'b', 'aa', '|', '🍝', 'x'.repeat(300));

const profile: fc.Arbitrary<MemberProfileState> = fc.record({
  member: id,
  client_id: id,
  phone: fc.option(text),
  name: fc.option(text),
  visits: fc.maxSafeNat(),
  created_at: fc.option(fc.maxSafeInteger()),
  opted_out: fc.option(fc.boolean()),
  answers: fc.option(text),
});

type Act = { readonly kind: 'put' | 'again' | 'remove'; readonly value: MemberProfileState };
const act: fc.Arbitrary<Act> = fc.record({ kind: fc.constantFrom('put', 'put', 'again', 'remove'), value: profile });

describe.each(Object.entries(hashes))('with %s', (_, hash) => {
  test('it holds what a Map would, in its order, whatever is put and removed', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
        const values = new KeyedValues(topics.members_profiles, hash);
        const model = new Map<string, MemberProfileState>();
        for (const { kind, value } of acts) {
          const key = keyOf(topics.members_profiles, value);
          const before = model.get(key);
          if (kind === 'remove') {
            expect(values.remove(value.member, value.client_id)).toEqual(before);
            model.delete(key);
          } else if (kind === 'again' && before !== undefined) {
            const same = { ...before };
            expect(values.put(same)).toBe(same);
          } else {
            expect(values.put(value)).toEqual(before);
            model.set(key, value);
          }
          expectHeld(values, model, value.member);
        }
        for (const { value } of acts) expectHeld(values, model, value.member);
        for (const { member, client_id } of [...model.values()]) values.remove(member, client_id);
        expectHeld(values, new Map(), 'a');
      }),
      { numRuns: 60 },
    );
  });
});

function expectHeld(
  values: KeyedValues<MemberProfileState>,
  model: ReadonlyMap<string, MemberProfileState>,
  member: string,
): void {
  const all = [...model.values()].filter((value) => value.member === member);
  expect(values.size).toBe(model.size);
  expect([...values.of(member)]).toEqual(all);
  expect(values.has(member)).toBe(all.length > 0);
  for (const value of all) expect(values.get(member, value.client_id)).toEqual(value);
  expect(values.get(member, 'nobody')).toBeUndefined();
}

test('a hundred entities of a thousand values each grow and go', () => {
  const values = new KeyedValues(topics.members_profiles);
  const [entities, each] = [100, 1_000];
  for (let i = 0; i < entities * each; i++) values.put(profileOf(i % entities, i, 'x'.repeat(i % 60)));
  for (let i = 0; i < entities * each; i += 2) values.put(profileOf(i % entities, i, 'y'.repeat(i % 90)));
  expect(values.size).toBe(entities * each);
  expect([...values.of('7')].map(({ client_id }) => Number(client_id))).toEqual(
    Array.from({ length: each }, (_, n) => n * entities + 7),
  );
  for (let i = 0; i < entities * each; i++) {
    if (i % entities !== 7) expect(values.remove(String(i % entities), String(i))?.client_id).toBe(String(i));
  }
  expect(values.size).toBe(each);
  expect([...values.of('7')]).toHaveLength(each);
  expect(values.has('8')).toBe(false);
});

function profileOf(member: number, client: number, name: string): MemberProfileState {
  const rest = { phone: null, name, visits: client, created_at: null, opted_out: null, answers: null };
  return { member: String(member), client_id: String(client), ...rest };
}

test('a value whose key is the entity alone is found, changed and removed', () => {
  const values = new KeyedValues(topics.clients);
  const client: ClientState = { ...profileOf(1, 2, 'Ada'), client_id: 'toast:1', version: 1, email: null };
  expect(values.put(client)).toBeUndefined();
  expect([...values.of('toast:1')]).toEqual([withoutMember(client)]);
  expect(values.put({ ...client, version: 2 })).toEqual(withoutMember(client));
  expect(values.get('toast:1')?.version).toBe(2);
  expect(values.has('toast:2')).toBe(false);
  expect(values.remove('toast:1')?.version).toBe(2);
  expect([values.size, values.has('toast:1'), values.remove('toast:1')]).toEqual([0, false, undefined]);
});

function withoutMember({ client_id, version, email, phone, name, visits, created_at, opted_out }: ClientState) {
  return { client_id, version, email, phone, name, visits, created_at, opted_out };
}

test('restored from its changelog it is the same, records of before a key had all its parts included', () => {
  const values = new KeyedValues(topics.members);
  const order = { ...orderOf('ada@example.com', 'toast:1'), via: '' };
  const record = { topic: topics.members, partition: 0, offset: 0, timestamp_ms: 0, key: 'ada@example.com|toast:1' };
  values.restore({ ...record, value: order });
  expect(values.get('ada@example.com', 'toast:1', '')).toEqual(order);
  values.restore({ ...record, value: null });
  expect(values.size).toBe(0);
  values.restore({ ...record, value: null });
});

function orderOf(member: string, order_id: string) {
  const rest = { venue_id: 'soho', closed_at: 1, business_date: 0, currency: 'USD', net_minor: 1, covers: 1 };
  return { member, order_id, ...rest, version: 1, checks: 0, stands_in: 0 };
}

test('what is no value of the topic changes nothing', () => {
  const values = new KeyedValues(topics.order_payers);
  const nowhere = { version: null, venue_id: '', closed_at: null, business_date: null, currency: '' };
  const order: OrderPayers = {
    ...{ order_id: 'toast:1', ...nowhere },
    ...{ stands_in: 0, facts: [], reservation_id: null, links: [] },
  };
  values.put(order);
  expect(() => values.put({ ...order, version: 2 ** 60 })).toThrow();
  expect(values.get('toast:1')).toEqual(order);
});

test('topics whose values do not begin with their key are refused', () => {
  expect(() => new KeyedValues(topics.orders)).toThrow('orders');
  expect(() => new KeyedValues(topics.clock)).toThrow('_clock');
});
