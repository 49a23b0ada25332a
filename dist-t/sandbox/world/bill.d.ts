import { type Dish, type Extra } from './menu.ts';
import { type Payer, type Setting } from './payers.ts';
import type { Random } from './random.ts';
import type { Story } from './story.ts';
/** A line of a check: so many of a dish, with what was wanted extra with each. */
export interface Line {
    readonly round: number;
    readonly dish: Dish;
    readonly quantity: number;
    readonly extra: Extra | null;
    readonly discount: Percentage | null;
}
export interface Percentage {
    readonly name: string;
    readonly percent: number;
}
/** Off the whole check: a percentage of every line, or an amount at most. */
export type CheckDiscount = Percentage | {
    readonly name: string;
    readonly amount_minor: number;
};
/** What somebody pays with. `share`: the part of the total that it covers; the last one covers the rest. */
export interface Tender {
    readonly kind: 'card' | 'cash' | 'gift_card' | 'house_account' | 'other';
    readonly card: string;
    readonly last4: string;
    readonly share: number;
    readonly tip_share: number;
}
/** All that a check will ever hold; the story says when each part comes into force. */
export interface Bill {
    readonly lines: readonly Line[];
    /** Added when the closed check is opened again. */
    readonly forgotten: Line;
    readonly discount: CheckDiscount | null;
    /** Percent of the lines; 0 for none. */
    readonly service_percent: number;
    readonly payer: Payer | null;
    /** Whom staff put the check down to afterwards, where the story says so. */
    readonly later_payer: Payer | null;
    readonly tenders: readonly Tender[];
}
/** The bill of check `check` of a story. */
export declare function bill(random: Random, setting: Setting, { service, covers, checks, acts }: Story, check: number): Bill;
