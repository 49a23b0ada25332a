import { createHash } from 'node:crypto';
import { opaque, unmasked } from '../opaque.ts';
import type { Visit } from '../world/calendar.ts';

/**
 * Which order of Square's it is: of a visit one for each check, and one more for what was given back of it. `number`
 * holds all that, so that an order is a Visit of its own in calendars and ids.
 */
export interface Part {
  readonly visit: Visit;
  readonly check: number;
  readonly kind: 'sale' | 'return';
}

const CHECKS = 8;

export function keyOf({ visit, check, kind }: Part): Visit {
  return { ...visit, number: (visit.number * CHECKS + check) * 2 + (kind === 'return' ? 1 : 0) };
}

export function partOf(key: Visit): Part {
  const place = Math.floor(key.number / 2);
  const visit = { ...key, number: Math.floor(place / CHECKS) };
  return { visit, check: place % CHECKS, kind: key.number % 2 === 1 ? 'return' : 'sale' };
}

const SALT = 301;

export function orderId(seed: number, key: Visit): string {
  return opaque(seed + SALT, key);
}

export function orderOf(seed: number, id: string): Visit | null {
  return unmasked(seed + SALT, id);
}

/** A payment's id, which is its tender's, holds its order's. */
export function paymentId(order_id: string, place: number): string {
  return `${order_id}ZY${place}`;
}

export function paymentOf(id: string): { readonly order_id: string; readonly place: number } | null {
  const [, order_id, place] = /^(\w{24})ZY(\d)$/.exec(id) ?? [];
  return order_id === undefined ? null : { order_id, place: Number(place) };
}

export function refundId(payment_id: string): string {
  return `${payment_id}_69Mm`;
}

export function customerId(seed: number, name: string): string {
  return digest(`${seed} customer ${name}`).slice(0, 26).toUpperCase();
}

/** A UUID that follows from the text, the same each time. */
export function uuid(text: string): string {
  const hex = digest(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
