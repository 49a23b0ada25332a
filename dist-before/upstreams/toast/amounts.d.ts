import type { Fields } from '../shared/fields.ts';
/** Minor units of an amount that Toast gives in major ones; 0 where it is not there. */
export declare function moneyOf(holder: Fields, name: string, currency: string): number;
export declare function sum<T>(list: readonly T[], amount: (one: T) => number): number;
