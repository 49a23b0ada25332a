import { SQUARE_VENUE } from './account.ts';
import type { SquareCustomer } from './customer.ts';
import { money } from './notation.ts';
import type { SquareOrder } from './order.ts';

/** What comes in lists. */
export type Rows = SquareOrder | SquareCustomer;

/** The same thing with keys and values that no documentation knows: a reader keeps them, or ignores them, and goes on. */
export function withUnknownFields(row: Rows): unknown {
  return { ...row, carbon_grams: 1_234.5, mood: { table: 'happy' } };
}

/** An order that is none: by `which` (0, 1, 2 …) in turn without an id, with amounts that are no numbers, without times. */
export function poisonedOrder(order: SquareOrder, which: number): unknown {
  const other = { ...order, id: `poison${which}` };
  if (which % 3 === 0) return { ...other, id: undefined };
  if (which % 3 === 1) return { ...other, net_amounts: { total_money: { amount: 'NaN', currency: 'EUR' } } };
  return { ...other, updated_at: 'yesterday' };
}

/** A customer that is none. */
export function poisonedCustomer(customer: SquareCustomer, which: number): unknown {
  return which % 2 === 0 ? { ...customer, id: '' } : { ...customer, id: `poison${which}`, email_address: ['?'] };
}

/** An order that was paid in yen. */
export function inYen(order: SquareOrder): unknown {
  const id = `yen${order.id.slice(3)}`;
  const total = money(1_250, 'JPY');
  const tax = money(114, 'JPY');
  const nothing = money(0, 'JPY');
  const net = { total_money: total, tax_money: tax, tip_money: nothing, discount_money: nothing };
  const { created_at, updated_at } = order;
  const times = { created_at, updated_at, closed_at: updated_at, state: 'COMPLETED' };
  return { id, location_id: SQUARE_VENUE.square, ...times, total_money: total, total_tax_money: tax, net_amounts: net };
}
