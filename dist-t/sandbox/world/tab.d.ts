import type { CheckDiscount, Line, Tender } from './bill.ts';
import type { Payer } from './payers.ts';
import type { Price } from './pricing.ts';
import type { Service } from './story.ts';
/** An order as it stands at some moment. All amounts are integer minor units of the venue's currency. */
export interface Tab {
    readonly service: Service;
    readonly opened_at_ms: number;
    modified_at_ms: number;
    /** As staff keyed it in; null where nobody did. */
    covers: number | null;
    voided_at_ms: number | null;
    /** Taken away altogether, as when it was joined to another table's order. */
    deleted_at_ms: number | null;
    readonly checks: CheckTab[];
}
export interface CheckTab {
    readonly position: number;
    status: 'open' | 'paid' | 'closed';
    modified_at_ms: number;
    paid_at_ms: number | null;
    /** When the status was last set to closed; stays when the check is opened again. */
    closed_at_ms: number | null;
    voided_at_ms: number | null;
    deleted_at_ms: number | null;
    payer: Payer | null;
    readonly lines: LineTab[];
    discount: CheckDiscount | null;
    service_minor: number;
    /** Lines that are not voided and service, after discounts, without tax and tip; refunds are not off. */
    amount_minor: number;
    tax_minor: number;
    readonly payments: Payment[];
}
export interface LineTab {
    readonly line: Line;
    readonly added_at_ms: number;
    price: Price;
    voided_at_ms: number | null;
    refund: {
        readonly at_ms: number;
        readonly net_minor: number;
        readonly tax_minor: number;
    } | null;
}
export interface Payment {
    readonly tender: Tender;
    readonly at_ms: number;
    readonly amount_minor: number;
    tip_minor: number;
    modified_at_ms: number;
    voided_at_ms: number | null;
    /** `ofLines`: the check's lines say which part was tax; else nobody says. */
    refund: Refund | null;
}
export interface Refund {
    readonly at_ms: number;
    readonly amount_minor: number;
    readonly tip_minor: number;
    readonly ofLines: boolean;
}
