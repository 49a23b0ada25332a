import { type Guest } from './guests.ts';
import type { Random } from './random.ts';
import type { Service } from './story.ts';
/** Who a check is put down to, as far as the till knows. */
export interface Payer {
    /** account: only a loyalty account's number, phone: no address. */
    readonly known_by: 'email' | 'phone' | 'account';
    readonly guest: Guest;
    /** As somebody typed it: stray capitals and blanks included. null unless known by e-mail. */
    readonly email_as_typed: string | null;
}
/** Where a visit stands in the world: enough to draw its payers, and the same payers each time. */
export interface Setting {
    readonly seed: number;
    /** How many guests come more than once, at least by chance. */
    readonly guests: number;
    /** Position in VENUES. */
    readonly venue: number;
    /** Unique to the check: the number of a guest who is seen on this check only. */
    readonly check_number: number;
}
/** null: a walk-in that nobody asked. */
export declare function payerOf(random: Random, setting: Setting, service: Service): Payer | null;
/** A guest with an address, for a check that staff put down to somebody later on. */
export declare function namedPayer(random: Random, setting: Setting): Payer;
