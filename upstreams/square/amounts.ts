import type { Fields } from '../shared/fields.ts';

const CURRENCY = /^[A-Z]{3}$/;

/**
 * Minor units of a `Money`, `{amount, currency}`: the smallest denomination of its currency, yen as they are (Money;
 * "Working with monetary amounts"). 0 where it is not there. All amounts of one order are in one currency.
 */
export function moneyOf(holder: Fields, name: string, currency: string): number {
  const money = holder.childOrNull(name);
  if (money === null) return 0;
  const said = currencyIn(money);
  if (said !== null && said !== currency)
    throw money.unreadable('currency', 'currencies_mixed', `${currency} expected`);
  const amount = money.numberOrNull('amount') ?? 0;
  if (Number.isSafeInteger(amount)) return amount === 0 ? 0 : amount;
  throw money.unreadable('amount', 'out_of_range', 'a whole number of the smallest unit expected');
}

/** Null where the money names none. */
export function currencyIn(money: Fields | null): string | null {
  const said = money?.textOrNull('currency', 10) ?? null;
  if (money === null || said === null || CURRENCY.test(said)) return said;
  throw money.unreadable('currency', 'out_of_range', 'an ISO 4217 code expected');
}

/** What an order or a return comes to. */
export interface Amounts {
  readonly total_minor: number;
  readonly tax_minor: number;
  readonly tip_minor: number;
  readonly discount_minor: number;
}

/** Of an `OrderMoneyAmounts`: `net_amounts`, `return_amounts`. */
export function amountsIn(amounts: Fields, currency: string): Amounts {
  return {
    total_minor: moneyOf(amounts, 'total_money', currency),
    tax_minor: moneyOf(amounts, 'tax_money', currency),
    tip_minor: moneyOf(amounts, 'tip_money', currency),
    discount_minor: moneyOf(amounts, 'discount_money', currency),
  };
}

/** Of the order's own totals, which are the sale's, whatever was given back. */
export function totalsIn(order: Fields, currency: string): Amounts {
  return {
    total_minor: moneyOf(order, 'total_money', currency),
    tax_minor: moneyOf(order, 'total_tax_money', currency),
    tip_minor: moneyOf(order, 'total_tip_money', currency),
    discount_minor: moneyOf(order, 'total_discount_money', currency),
  };
}

export function netOf({ total_minor, tax_minor, tip_minor }: Amounts): number {
  return total_minor - tax_minor - tip_minor;
}

export function sum<T>(list: readonly T[], amount: (one: T) => number): number {
  return list.reduce((so_far, one) => so_far + amount(one), 0);
}
