import type { Tender } from './bill.ts';
import type { Act } from './story.ts';
import type { CheckTab, Payment } from './tab.ts';
/** A payment as it is taken, with the tip that its tender leaves. */
export declare function payment(tender: Tender, at_ms: number, amount_minor: number): Payment;
/** Closes a check; one that is closed already stays as it was. */
export declare function close(check: CheckTab, at_ms: number): void;
/** The tip that was written on the slip, keyed in later. */
export declare function setTip(check: CheckTab, share_of_payment: number, at_ms: number): void;
/** Gives money back: an amount out of the air, whole lines with their tax, or everything with the tips. */
export declare function refund(check: CheckTab, act: Extract<Act, {
    kind: 'refunded';
}>): void;
