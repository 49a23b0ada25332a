import type { AvroRecord } from './avro.ts';
import type { Cursor, DeadLetter, Delivery, DuplicateCluster, EmailEngagement, GuestIdentity, GuestOrder, GuestProfile, GuestSpend, GuestSpendAt, IdentityDecision, LoyaltyChange, MemberOrder, MemberState, Order, OrderPayers, ProfilePatch, ReservationEvent, SurveyInvitation, SurveyResponse, TaskProgress, Tick } from './generated/types.ts';
/**
 * A topic of the log. This file is the only one that spells a topic's name.
 *
 * Every topic is compacted, and every record has a key of its own: the parts named by `key`, joined by `|`. A record
 * lies on the partition of the entity that its key begins with (murmur2 of the first part, as Kafka's own clients).
 */
export interface Topic<T> {
    readonly name: string;
    readonly schema: AvroRecord;
    /** Fields of the value whose values make up the key, the entity first. */
    readonly key: readonly (keyof T & string)[];
    /** No part of the contract: names that begin with `_`. */
    readonly internal: boolean;
    /** Largest record the broker takes, bytes; absent: the broker's own limit. */
    readonly max_bytes?: number;
}
/** A topic whose value type is not known where it is handled. */
export type AnyTopic = Topic<never>;
export declare const topics: {
    readonly orders: Topic<Order>;
    readonly reservation_events: Topic<ReservationEvent>;
    readonly guest_profiles: Topic<GuestProfile>;
    readonly survey_responses: Topic<SurveyResponse>;
    readonly email_engagement: Topic<EmailEngagement>;
    readonly guest_identities: Topic<GuestIdentity>;
    readonly guest_spend: Topic<GuestSpend>;
    readonly guest_spend_history: Topic<GuestSpendAt>;
    readonly loyalty_changes: Topic<LoyaltyChange>;
    readonly duplicate_clusters: Topic<DuplicateCluster>;
    readonly profile_patches: Topic<ProfilePatch>;
    readonly survey_invitations: Topic<SurveyInvitation>;
    readonly dead_letters: Topic<DeadLetter>;
    readonly deliveries: Topic<Delivery>;
    /** Written to every partition n with the key `n`. */
    readonly clock: Topic<Tick>;
    readonly cursors: Topic<Cursor>;
    /** The record of task `<processor>/<n>` lies on partition n. */
    readonly tasks: Topic<TaskProgress>;
    readonly order_payers: Topic<OrderPayers>;
    readonly member_orders: Topic<MemberOrder>;
    readonly members: Topic<MemberState>;
    readonly guest_orders: Topic<GuestOrder>;
    readonly identity_decisions: Topic<IdentityDecision>;
};
export declare const allTopics: readonly AnyTopic[];
