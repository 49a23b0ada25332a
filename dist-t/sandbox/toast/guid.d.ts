import type { Visit } from '../world/calendar.ts';
/** What a GUID stands for. The number keeps the GUIDs of one order's parts apart. */
export declare const KIND: {
    readonly check: 1;
    readonly selection: 2;
    readonly payment: 3;
    readonly customer: 4;
    readonly refund: 5;
    readonly discount: 6;
    readonly charge: 7;
    readonly tax: 8;
    readonly modifier: 9;
    readonly event: 10;
    readonly configured: 11;
    readonly request: 12;
    readonly device: 13;
    readonly poison: 14;
    readonly loyalty: 15;
    readonly package: 16;
};
/** A version 4 GUID that follows from the integers, the same each time. */
export declare function guid(...parts: number[]): string;
/** The GUID of an order. It holds, masked, which order it is, so that no list of them is needed to find it again. */
export declare function orderGuid(seed: number, { venue, day, number }: Visit): string;
/** Which order a GUID is of; null where it is none of ours. */
export declare function orderOf(seed: number, text: string): Visit | null;
export declare function isGuid(text: string): boolean;
