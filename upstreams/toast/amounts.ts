import type { Fields } from '../shared/fields.ts';
import { minorOf } from '../shared/money.ts';

/** Minor units of an amount that Toast gives in major ones; 0 where it is not there. */
export function moneyOf(holder: Fields, name: string, currency: string): number {
  const minor = minorOf(holder.numberOrNull(name) ?? 0, currency);
  if (minor === null) throw holder.unreadable(name, 'out_of_range', 'an amount of money expected');
  return minor;
}

export function sum<T>(list: readonly T[], amount: (one: T) => number): number {
  return list.reduce((so_far, one) => so_far + amount(one), 0);
}
