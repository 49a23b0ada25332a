import type { Decoded, Origin } from '../../runtime/types.ts';
import type { Restaurant } from './config.ts';
export interface DecodeContext {
    readonly restaurant: Restaurant;
    readonly origin: Origin;
}
/**
 * An order as Toast's orders API 2.9 writes it → our record, or a refusal that names the path and what was expected
 * there, never a value. Takes any JSON, and throws nothing. Keys and enum values that nobody knows are no reason to refuse.
 * `bytes` is asked for only where it is refused.
 */
export declare function decodeOrder(json: unknown, bytes: () => Buffer, { restaurant, origin }: DecodeContext): Decoded;
