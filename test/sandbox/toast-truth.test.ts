import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { order } from '../../sandbox/toast/order.ts';
import { truth } from '../../sandbox/toast/truth.ts';
import { World } from '../../sandbox/world/world.ts';
import { ANCHOR_MS, type Json, RESTAURANTS, type Visitor, visit, windowsBefore } from './support.ts';

/** The rules of closed, net and covers, worked out from the vendor's JSON alone, by another hand than the twin's. */
function workedOut(order: Json) {
  const gone = order.voided || order.deleted;
  const counting: Json[] = gone ? [] : order.checks.filter((check: Json) => !check.voided && !check.deleted);
  const closed = counting.length > 0 && counting.every((check) => ['PAID', 'CLOSED'].includes(check.paymentStatus));
  return {
    state: gone ? 'voided' : closed ? 'closed' : 'open',
    version_ms: instant(order.modifiedDate),
    opened_at_ms: instant(order.openedDate),
    closed_at_ms: closed ? closedAt(order, counting) : null,
    covers: order.numberOfGuests ?? null,
    net_minor: counting.reduce((sum, check) => sum + net(check), 0),
    tax_minor: counting.reduce((sum, check) => sum + cents(check.taxAmount), 0),
    checks: counting.map((check, place) => ({
      check_guid: check.guid,
      email: check.customer?.email?.trim().toLowerCase() ?? null,
      covers: coversOf(order.numberOfGuests ?? 1, counting.length, place),
      net_minor: net(check),
    })),
  };
}

function closedAt(order: Json, counting: Json[]): number {
  const latest = (name: string) =>
    counting
      .map((check) => instant(check[name] ?? '1970-01-01T00:00:00.000+0000'))
      .sort()
      .at(-1)!;
  return order.closedDate !== null ? instant(order.closedDate) : latest('closedDate') || latest('paidDate');
}

function net(check: Json): number {
  const lines: Json[] = check.selections.flatMap((line: Json) => line.refundDetails ?? []);
  const told = new Set(lines.map((line) => line.refundTransaction.guid));
  const refunds: Json[] = check.payments.flatMap((payment: Json) => payment.refund ?? []);
  const untold = refunds.filter((refund) => !told.has(refund.refundTransaction.guid));
  const back = untold.reduce((sum, refund) => sum + cents(refund.refundAmount), 0);
  const tax = Math.floor((back * cents(check.taxAmount)) / cents(check.totalAmount) + 0.5) || 0;
  const backOfLines = lines.reduce((sum, line) => sum + cents(line.refundAmount), 0);
  return Math.max(0, cents(check.amount) - backOfLines - (back - tax));
}

function coversOf(covers: number, checks: number, place: number): number {
  return Math.floor(covers / checks) + (place === 0 ? covers % checks : 0);
}

function cents(major: number): number {
  return Math.round(major * 100);
}

function instant(date: string): number {
  return Date.parse(date.replace('+0000', 'Z'));
}

describe('the truth is what the rules make of the served orders', () => {
  let visitor: Visitor;
  let truths: Map<string, Json>;
  const served = new Map<string, Json>();

  beforeAll(async () => {
    visitor = await visit({ orders: 3_000, seed: 3 });
    for (const restaurant of RESTAURANTS) {
      for (const { from_ms, to_ms } of windowsBefore(ANCHOR_MS + 1)) {
        for (const order of await visitor.window(restaurant, from_ms, to_ms)) served.set(order.guid, order);
      }
    }
    truths = (await visitor.truth()).orders;
  }, 60_000);
  afterAll(() => visitor.sandbox.close());

  test('the union of all pages is exactly the orders that there are', () => {
    expect(truths.size).toBeGreaterThan(2_800);
    expect([...served.keys()].sort()).toEqual([...truths.keys()].sort());
  });

  test('state, moments, covers, guests and amounts agree, order by order', () => {
    for (const [guid, one] of served) expect(truths.get(guid)).toMatchObject(workedOut(one));
  });

  test('all states and both kinds of refund are among them', () => {
    const orders = [...truths.values()];
    const states = new Set(orders.map((order) => order.state));
    expect(states).toEqual(new Set(['open', 'closed', 'voided']));
    expect(orders.some((order) => order.refunded_minor > 0 && order.net_minor > 0)).toBe(true);
    expect(orders.some((order) => order.refunded_minor > 0 && order.net_minor === 0)).toBe(true);
  });

  test('the group takes euros and dollars, each venue its own', () => {
    const pairs = new Set([...truths.values()].map((order) => `${order.venue} ${order.currency}`));
    expect(pairs).toEqual(new Set(['soho USD', 'fulton USD', 'liberties EUR']));
  });
});

test('the truth agrees at every moment of an order’s life, reopened and refunded ones included', () => {
  const world = new World({ seed: 9, orders: 4_000, guests: 900, anchor_ms: ANCHOR_MS, liveFactor: 1 });
  const lives = world.all().slice(0, 800);
  const states = new Set<string>();
  for (const one of lives) {
    const lived: string[] = [];
    for (const { at_ms } of world.story(one).acts) {
      const served: Json = JSON.parse(JSON.stringify(order(world, one, at_ms)));
      expect(truth(world, one, at_ms)).toMatchObject(workedOut(served));
      lived.push(workedOut(served).state);
    }
    states.add(lived.filter((state, at) => state !== lived[at - 1]).join(' '));
  }
  expect(states).toContain('open closed');
  expect(states).toContain('open closed open closed');
  expect(states).toContain('open voided');
  expect(states).toContain('open closed voided');
});
