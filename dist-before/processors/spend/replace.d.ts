import type { Outputs } from '../../runtime/types.ts';
import type { Rules } from '../settings.ts';
import type { Fact } from './fact.ts';
import type { Place, SpendStore } from './store.ts';
/** What the functions here work on. */
export interface Work {
    readonly store: SpendStore;
    readonly rules: Rules;
    readonly out: Outputs;
}
/** One order of a guest: as it was, with the place where it stands, and as it is. One of the two is there. */
export interface Replacement {
    readonly guest: number;
    readonly before: {
        readonly fact: Fact;
        readonly place: Place;
    } | undefined;
    readonly after: Fact | undefined;
}
/** A new order after all others of its guest: of the rows of orders only its own says anything of it. */
export declare function append(work: Work, guest: number, fact: Fact): void;
/** Puts `after` in the place of `before`, and every row that this changes to the outputs. */
export declare function replace(work: Work, { guest, before, after }: Replacement): void;
