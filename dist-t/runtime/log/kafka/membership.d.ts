import type { Deliveries } from '../deliveries.ts';
import type { Membership } from '../types.ts';
import { type GroupRequests } from './group.ts';
import { type Link } from './link.ts';
export interface MembershipParts {
    readonly link: Link;
    readonly group: GroupRequests;
    readonly deliveries: Deliveries;
}
/**
 * A member's life: join → serve what was given while the heart beats → hand everything back → join again, until it
 * leaves. The heart beats on its own, however long handlers take. A broker that is away is waited for; when that takes
 * longer than the session, everything is handed back first.
 */
export declare class KafkaMembership implements Membership {
    #private;
    constructor({ link, group, deliveries }: MembershipParts);
    leave(): Promise<void>;
}
