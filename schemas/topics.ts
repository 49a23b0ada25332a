import type { AvroRecord } from './avro.ts';
import { type SchemaName, schemas } from './generated/schemas.ts';
import type {
  AnswerState,
  BookingEvent,
  ClientAnswers,
  ClientAnswersState,
  ClientOrder,
  ClientOrderState,
  ClientState,
  Cursor,
  DeadLetter,
  Delivery,
  DuplicateCluster,
  EmailEngagement,
  Enrichment,
  ForwardedOrder,
  GuestIdentity,
  GuestMember,
  GuestOrder,
  GuestProfile,
  GuestReservation,
  GuestSpend,
  GuestSpendAt,
  GuestVisits,
  IdentityDecision,
  LoyaltyChange,
  Mark,
  MemberAnswers,
  MemberAnswersState,
  MemberConsent,
  MemberOrder,
  MemberProfile,
  MemberProfileState,
  MemberState,
  Order,
  OrderLink,
  OrderPayers,
  PatchOutcome,
  ProfilePatch,
  ProfileWant,
  Reservation,
  ReservationEvent,
  ReservationOrder,
  ReservationVersion,
  SeatedClientOrder,
  SeatedOrder,
  SeatingOrder,
  SeatingState,
  SnapshotChunk,
  SurveyInvitation,
  SurveyResponse,
  TaskProgress,
  Tick,
  VersionState,
  WriteBack,
} from './generated/types.ts';

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

const MIB = 1024 * 1024;

function topic<T>(name: SchemaName, key: readonly (keyof T & string)[], max_bytes?: number): Topic<T> {
  const base = { name, schema: schemas[name], key, internal: name.startsWith('_') };
  return max_bytes === undefined ? base : { ...base, max_bytes };
}

export const topics = {
  orders: topic<Order>('orders', ['order_id', 'version']),
  reservation_events: topic<ReservationEvent>('reservation_events', ['reservation_id', 'event_id']),
  guest_profiles: topic<GuestProfile>('guest_profiles', ['client_id', 'version']),
  survey_responses: topic<SurveyResponse>('survey_responses', ['response_id']),
  email_engagement: topic<EmailEngagement>('email_engagement', ['email', 'event_id']),
  guest_identities: topic<GuestIdentity>('guest_identities', ['member']),
  guest_spend: topic<GuestSpend>('guest_spend', ['guest_id', 'currency']),
  guest_spend_history: topic<GuestSpendAt>('guest_spend_history', ['guest_id', 'order_id']),
  loyalty_changes: topic<LoyaltyChange>('loyalty_changes', ['guest_id']),
  duplicate_clusters: topic<DuplicateCluster>('duplicate_clusters', ['cluster_id']),
  profile_patches: topic<ProfilePatch>('profile_patches', ['client_id', 'patch_id']),
  survey_invitations: topic<SurveyInvitation>('survey_invitations', ['order_id', 'guest_id']),
  dead_letters: topic<DeadLetter>('dead_letters', ['id'], 2 * MIB),
  deliveries: topic<Delivery>('_deliveries', ['entity_id', 'delivery_id'], 2 * MIB),
  /** Written to every partition n with the key `n`. */
  clock: topic<Tick>('_clock', []),
  cursors: topic<Cursor>('_cursors', ['source']),
  marks: topic<Mark>('_marks', ['source', 'id']),
  /** The record of task `<processor>/<n>` lies on partition n. */
  tasks: topic<TaskProgress>('_tasks', ['task']),
  /** Those of task `<processor>/<n>` lie on partition n, each below a megabyte. */
  snapshots: topic<SnapshotChunk>('_snapshots', ['place']),
  reservation_versions: topic<ReservationVersion>('_reservation_versions', ['reservation_id', 'version']),
  versions: topic<VersionState>('_versions', ['reservation_id', 'event_id']),
  booking_events: topic<BookingEvent>('_booking_events', ['reservation_id', 'event_id']),
  reservations: topic<Reservation>('_reservations', ['reservation_id']),
  order_links: topic<OrderLink>('_order_links', ['order_id', 'reservation_id']),
  order_payers: topic<OrderPayers>('_order_payers', ['order_id']),
  reservation_orders: topic<ReservationOrder>('_reservation_orders', ['reservation_id', 'order_id']),
  client_orders: topic<ClientOrder>('_client_orders', ['client_id', 'order_id']),
  member_orders: topic<MemberOrder>('_member_orders', ['member', 'order_id']),
  seatings: topic<SeatingState>('_seatings', ['reservation_id']),
  seatings_orders: topic<SeatingOrder>('_seatings_orders', ['reservation_id', 'order_id']),
  seated_client_orders: topic<SeatedClientOrder>('_seated_client_orders', ['client_id', 'order_id', 'via']),
  seated_orders: topic<SeatedOrder>('_seated_orders', ['member', 'order_id', 'via']),
  answers: topic<AnswerState>('_answers', ['response_id']),
  client_answers: topic<ClientAnswers>('_client_answers', ['client_id', 'response_id']),
  clients_answers: topic<ClientAnswersState>('_clients_answers', ['client_id', 'response_id']),
  member_answers: topic<MemberAnswers>('_member_answers', ['member', 'response_id']),
  members_answers: topic<MemberAnswersState>('_members_answers', ['member', 'response_id']),
  clients: topic<ClientState>('_clients', ['client_id']),
  clients_orders: topic<ClientOrderState>('_clients_orders', ['client_id', 'order_id', 'via']),
  forwarded_orders: topic<ForwardedOrder>('_forwarded_orders', ['member', 'order_id', 'via']),
  member_profiles: topic<MemberProfile>('_member_profiles', ['member', 'client_id']),
  members: topic<MemberState>('_members', ['member', 'order_id', 'via']),
  members_profiles: topic<MemberProfileState>('_members_profiles', ['member', 'client_id']),
  members_consents: topic<MemberConsent>('_members_consents', ['member', 'event_id']),
  guest_orders: topic<GuestOrder>('_guest_orders', ['guest_id', 'order_id', 'member']),
  guest_reservations: topic<GuestReservation>('_guest_reservations', ['guest_id', 'reservation_id', 'member']),
  guest_members: topic<GuestMember>('_guest_members', ['guest_id', 'member']),
  guest_visits: topic<GuestVisits>('_guest_visits', ['guest_id']),
  enrichments: topic<Enrichment>('_enrichments', ['guest_id']),
  profile_wants: topic<ProfileWant>('_profile_wants', ['client_id', 'guest_id']),
  patch_outcomes: topic<PatchOutcome>('_patch_outcomes', ['client_id', 'patch_id']),
  write_backs: topic<WriteBack>('_write_backs', ['client_id']),
  identity_decisions: topic<IdentityDecision>('_identity_decisions', ['member']),
} as const;

export const allTopics: readonly AnyTopic[] = Object.values(topics);
