import { type Loyalty } from '../loyalty.ts';
import type { LoyaltyRules } from '../settings.ts';
import type { SpendStore } from './store.ts';
/** The guest's loyalty, from its orders as they are now. */
export declare function loyaltyNow(store: SpendStore, guest: number, rules: LoyaltyRules): Loyalty | null;
/** The guest's series that have orders. */
export declare function seriesOf({ records }: SpendStore, guest: number): readonly number[];
