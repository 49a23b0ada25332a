import type { GuestSpend, GuestSpendAt } from '../../schemas/generated/types.ts';
import type { Rules } from '../settings.ts';
import { type Fact } from './fact.ts';
import type { Place, SpendStore } from './store.ts';
/** The row of guest_spend_history of the order `fact`, at `place`: all of it as of the order's own instant. */
export declare function rowOf(store: SpendStore, place: Place, fact: Fact, rules: Rules): GuestSpendAt;
/** The row of guest_spend of the series `of`, as stream time has it. The series is not empty. */
export declare function nowOf(store: SpendStore, of: number, rules: Rules): GuestSpend;
export declare function sameNow(a: GuestSpend, b: GuestSpend): boolean;
