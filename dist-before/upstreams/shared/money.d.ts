/** How many digits an amount in major units has after the point: 2 for USD, 0 for JPY, 3 for KWD. */
export declare function currencyDigits(currency: string): number;
/**
 * An amount in major units as a JSON number carries it → integer minor units, half up (away from zero for negative
 * amounts). Rounds the decimal digits that the number is written with, not its binary value: 1.005 USD is 101, as on
 * the receipt. Null where the number is not finite or the result no safe integer.
 */
export declare function minorOf(amount: number, currency: string): number | null;
/**
 * `amount × numerator / denominator`, half up to the whole; exact for all safe integers. For amounts that are not
 * negative. 0 where the denominator is.
 */
export declare function shareOf(amount: number, numerator: number, denominator: number): number;
