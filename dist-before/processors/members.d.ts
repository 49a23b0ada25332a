import { type Processor } from '../runtime/types.ts';
import type { GuestIdentity, MemberOrder } from '../schemas/generated/types.ts';
interface Member {
    /** What is on the log about it; undefined: nothing (yet). */
    identity: GuestIdentity | undefined;
    /** By order id. */
    readonly orders: Map<string, MemberOrder>;
}
/** By member. */
export type MembersState = Map<string, Member>;
/**
 * A member's orders, at the guest that the member belongs to. The guest follows from the member alone, unless a
 * person's decision names another: then the member takes its orders away from the one and brings them to the other.
 * Of two decisions the later in the log holds.
 *
 * A member exists while an order names it, or a decision.
 */
export declare function members(): Processor<MembersState>;
export {};
