import type { Check, Item } from '../../schemas/generated/types.ts';
import { type ImportContext } from './context.ts';
import { type Row } from './row.ts';
interface ChecksContext extends ImportContext {
    readonly upstream: string;
}
/**
 * The column `checks`; without it the one check that is the whole order. Checks without covers get their share of the
 * order's. The guest of the order is its first check's: where the order's own columns name one, the first check takes
 * it if it has none, and may name no other.
 */
export declare function readChecks(row: Row, whole: Check, context: ChecksContext): Check[];
/** The column `items`; an item that names no check is on the first. */
export declare function readItems(row: Row, checks: readonly Check[], upstream: string): Item[];
export {};
