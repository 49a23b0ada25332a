import type { GuestOrder, GuestSpendAt, Part } from '../../schemas/generated/types.ts';
/** One of a guest's closed orders: its parts by member, and what follows from them. */
export interface Fact {
    readonly order_id: string;
    /** By member, ascending; never empty. */
    readonly parts: readonly GuestOrder[];
    /** The part of the highest version (of several the first) says when, where and in what currency. */
    readonly head: GuestOrder;
    readonly net_minor: number;
    readonly covers: number;
}
/** The fact with this part in place of its member's earlier one; the same object where nothing differs. */
export declare function withPart(fact: Fact, part: GuestOrder): Fact;
/** The fact without the member's part; undefined where nothing is left. */
export declare function withoutPart(fact: Fact, member: string): Fact | undefined;
/** The fact that a row of guest_spend_history was made of. */
export declare function factOfRow(row: GuestSpendAt): Fact;
export declare function partsOf({ parts, head }: Fact): Part[];
/** Of parts by member, ascending, at least one. */
export declare function factOf(parts: readonly GuestOrder[]): Fact;
