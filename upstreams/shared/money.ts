import { currencyDigits } from '../../schemas/currency.ts';

/**
 * An amount in major units as a JSON number carries it → integer minor units, half up (away from zero for negative
 * amounts). Rounds the decimal digits that the number is written with, not its binary value: 1.005 USD is 101, as on
 * the receipt. Null where the number is not finite or the result no safe integer.
 */
export function minorOf(amount: number, currency: string): number | null {
  if (!Number.isFinite(amount)) return null;
  const minor = shifted(String(Math.abs(amount)), currencyDigits(currency));
  if (!Number.isSafeInteger(minor)) return null;
  return amount < 0 && minor !== 0 ? -minor : minor;
}

/** `decimal` × 10^places, half up to the whole. `decimal` as `String` writes a number that is not negative. */
function shifted(decimal: string, places: number): number {
  const [mantissa = '', exponent = '0'] = decimal.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const point = whole.length + Number(exponent) + places;
  const all = whole + fraction;
  if (point < 0) return 0;
  const kept = all.slice(0, point).padEnd(point, '0');
  const next = all[point] ?? '0';
  return Number(kept === '' ? '0' : kept) + (next >= '5' ? 1 : 0);
}

/**
 * `amount × numerator / denominator`, half up to the whole; exact for all safe integers. For amounts that are not
 * negative. 0 where the denominator is.
 */
export function shareOf(amount: number, numerator: number, denominator: number): number {
  if (denominator === 0) return 0;
  const divisor = 2n * BigInt(denominator);
  return Number((2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator)) / divisor);
}
