// Generated from schemas/*.avsc by schemas/generate.ts. Do not edit.

/** Whom a survey response was told of last. From and for the answers processor. */
export interface AnswerState {
  /** <upstream>:<id>. */
  readonly response_id: string;
  /** Normalised address, else client id. */
  readonly member: string;
  /** When it was submitted. */
  readonly submitted_at: number;
  /** {question: answer} as a JSON object. */
  readonly answers: string;
}

/** What an event says of its reservation: the changelog of the bookings processor. */
export interface BookingEvent {
  /** <upstream>:<id>. */
  readonly reservation_id: string;
  /** <upstream>:<id>. */
  readonly event_id: string;
  /** When it happened. */
  readonly occurred_at: number;
  /** Where. */
  readonly venue_id: string;
  /** Normalised address, else client id; null: it names none. */
  readonly payer: string | null;
  /** Null: it names none. */
  readonly party_size: number | null;
  /** Null: it says none. */
  readonly status: string | null;
  /** Null: it names none. */
  readonly order_ids: readonly string[] | null;
}

/** A survey response that names a client id and no address. */
export interface ClientAnswers {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** <upstream>:<id>. */
  readonly response_id: string;
  /** When it was submitted. */
  readonly submitted_at: number;
  /** {question: answer} as a JSON object. */
  readonly answers: string;
}

/** What a client id paid of one order, which itself names it. */
export interface ClientOrder {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** <upstream>:<id>; of a reservation `@<upstream>:<id>`. */
  readonly order_id: string;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed, or the reservation was completed; null where it does not count (open, voided, cancelled …) and only names the member. */
  readonly closed_at: number | null;
  /** Its business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code; empty for a reservation. */
  readonly currency: string;
  /** What this member paid of the order, net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for this member's checks; of a reservation the party size, 0: none named. */
  readonly covers: number;
  /** Version of the order; of a reservation when its latest event happened. */
  readonly version: number;
  /** How many of the order's checks these are; 0 where stands_in is. */
  readonly checks: number;
  /** How many checks an order without covers has, for which the 1 in `covers` was shared out; 0: the covers are its own, or its reservation's by id. */
  readonly stands_in: number;
}

/** The highest version of a profile: a changelog of the clients processor. */
export interface ClientState {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** Highest version seen. */
  readonly version: number;
  /** Normalised address. */
  readonly email: string | null;
  /** E.164 where it parses. */
  readonly phone: string | null;
  /** First and last name. */
  readonly name: string | null;
  /** The upstream's own count; 0 without one. */
  readonly visits: number;
  /** When the upstream created it. */
  readonly created_at: number | null;
  /** No marketing; null: never asked. */
  readonly opted_out: boolean | null;
}

/** The same, as the clients processor keeps it. */
export interface ClientAnswersState {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** <upstream>:<id>. */
  readonly response_id: string;
  /** When it was submitted. */
  readonly submitted_at: number;
  /** {question: answer} as a JSON object. */
  readonly answers: string;
}

/** The same, as the clients processor holds it: its changelog. */
export interface ClientOrderState {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** <upstream>:<id>; of a reservation `@<upstream>:<id>`. */
  readonly order_id: string;
  /** Empty: the order itself names the client; `@ <reservation>`: as the guest of a reservation, or past one. */
  readonly via: string;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed, or the reservation was completed; null where it does not count (open, voided, cancelled …) and only names the member. */
  readonly closed_at: number | null;
  /** Its business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code; empty for a reservation. */
  readonly currency: string;
  /** What this member paid of the order, net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for this member's checks; of a reservation the party size, 0: none named. */
  readonly covers: number;
  /** Version of the order; of a reservation when its latest event happened. */
  readonly version: number;
  /** How many of the order's checks these are; 0 where stands_in is. */
  readonly checks: number;
  /** How many checks an order without covers has, for which the 1 in `covers` was shared out; 0: the covers are its own, or its reservation's by id. */
  readonly stands_in: number;
}

/** Stream time, written to every partition. */
export interface Tick {
  /** The time. */
  readonly at: number;
}

/** How far a source has been read. */
export interface Cursor {
  /** Name of the source. */
  readonly source: string;
  /** The source's own cursor, as JSON. */
  readonly cursor: string;
  /** When. */
  readonly updated_at: number;
}

/** A webhook delivery as received, after its signature held. */
export interface Delivery {
  /** <upstream>:<id> of the delivery. */
  readonly delivery_id: string;
  /** The system the record came from: toast, square, sevenrooms, service, file, … */
  readonly upstream: string;
  /** <upstream>:<id> of what it tells of. */
  readonly entity_id: string;
  /** When it arrived. */
  readonly received_at: number;
  /** The sender's headers that matter, without secrets. */
  readonly headers: { readonly [key: string]: string };
  /** Raw body. */
  readonly body: Buffer;
}

/** A member and the profile of it that is written to. */
export interface EnrichedMember {
  /** Normalised address, else client id. */
  readonly member: string;
  /** Of its profiles that can be written the first, in the order of canonical ones. */
  readonly client_id: string | null;
  /** That profile's visits as the upstream counts them. */
  readonly visits: number;
  /** When the upstream created that profile. */
  readonly created_at: number | null;
  /** What the member answered; null: nothing. */
  readonly answers: string | null;
}

/** What the guest spent in a currency, now. */
export interface EnrichedSpend {
  /** ISO 4217 code. */
  readonly currency: string;
  /** Net in the window. Minor units. */
  readonly spend_90d_minor: number;
  /** Covers in the window. */
  readonly covers_90d: number;
  /** Orders in the window. */
  readonly orders_90d: number;
  /** The average. Minor units. */
  readonly avg_per_cover_90d_minor: number;
  /** Net over all. Minor units. */
  readonly lifetime_spend_minor: number;
  /** Over all currencies. */
  readonly visits: number;
  /** Or null. */
  readonly spend_tier: string | null;
}

/** A record of the log. */
export interface Cause {
  /** Its topic. */
  readonly topic: string;
  /** Its partition. */
  readonly partition: number;
  /** Its offset. */
  readonly offset: number;
}

/** What is known of a guest that goes into a profile, as the enrichment processor holds it: its changelog. */
export interface Enrichment {
  /** g_… */
  readonly guest_id: string;
  /** The profile that was told of it last. */
  readonly client_id: string | null;
  /** By member. */
  readonly members: readonly EnrichedMember[];
  /** Visits of a guest without closed orders. */
  readonly reserved_visits: number;
  /** member, or null below. */
  readonly loyalty_tier: string | null;
  /** By currency. */
  readonly spends: readonly EnrichedSpend[];
  /** Of each input the record that changed it last. */
  readonly causes: readonly Cause[];
}

/** What one member paid of one order, or a reservation of the member; or that one which does not count names the member. From the clients processor. */
export interface ForwardedOrder {
  /** Normalised address, else client id. */
  readonly member: string;
  /** <upstream>:<id>; of a reservation `@<upstream>:<id>`. */
  readonly order_id: string;
  /** How it came to the member: empty: the order itself names it; `@ <reservation>`: as the guest of a reservation, or past one; a client id before that: the profile has the member's address. */
  readonly via: string;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed, or the reservation was completed; null where it does not count (open, voided, cancelled …) and only names the member. */
  readonly closed_at: number | null;
  /** Its business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code; empty for a reservation. */
  readonly currency: string;
  /** What this member paid of the order, net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for this member's checks; of a reservation the party size, 0: none named. */
  readonly covers: number;
  /** Version of the order; of a reservation when its latest event happened. */
  readonly version: number;
  /** How many of the order's checks these are; 0 where stands_in is. */
  readonly checks: number;
  /** How many checks an order without covers has, for which the 1 in `covers` was shared out; 0: the covers are its own, or its reservation's by id. */
  readonly stands_in: number;
}

/** One of a guest's members, and the profile of it that is written to. */
export interface GuestMember {
  /** g_… */
  readonly guest_id: string;
  /** Normalised address, else client id. */
  readonly member: string;
  /** Of its profiles that can be written the first, in the order of canonical ones. */
  readonly client_id: string | null;
  /** That profile's visits as the upstream counts them; 0 without a count. */
  readonly visits: number;
  /** When the upstream created that profile. */
  readonly created_at: number | null;
  /** What was answered, as `processors/answers/told.ts` writes it; null: nothing. */
  readonly answers: string | null;
}

/** What one member paid of one closed order, or a completed reservation of it, at the guest the member belongs to. */
export interface GuestOrder {
  /** g_… */
  readonly guest_id: string;
  /** Normalised address, else client id; where the order does not name it itself, a blank and how it came to it. */
  readonly member: string;
  /** <upstream>:<id>; of a reservation `@<upstream>:<id>`. */
  readonly order_id: string;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed, or the reservation was completed. */
  readonly closed_at: number;
  /** Its business date. */
  readonly business_date: number;
  /** ISO 4217 code; empty for a reservation. */
  readonly currency: string;
  /** What this member paid of the order, net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for this member's checks; of a reservation the party size, 0: none named. */
  readonly covers: number;
  /** Version of the order; of a reservation when its latest event happened. */
  readonly version: number;
  /** How many of the order's checks these are; 0 where stands_in is. */
  readonly checks: number;
  /** How many checks an order without covers has, for which the 1 in `covers` was shared out; 0: the covers are its own, or its reservation's by id. */
  readonly stands_in: number;
}

/** A completed reservation of a guest: a changelog of the spend processor. */
export interface GuestReservation {
  /** g_… */
  readonly guest_id: string;
  /** <upstream>:<id>. */
  readonly reservation_id: string;
  /** As in _guest_orders. */
  readonly member: string;
  /** Where. */
  readonly venue_id: string;
  /** When it was completed. */
  readonly completed_at: number;
  /** Its business date. */
  readonly business_date: number;
  /** 0: none named. */
  readonly party_size: number;
  /** When its latest event happened, in ms since 1970. */
  readonly version: number;
}

/** Visits of a guest who has completed reservations and no closed orders: others' are on guest_spend. */
export interface GuestVisits {
  /** g_… */
  readonly guest_id: string;
  /** All of them. */
  readonly visits: number;
}

/** A person's word on which guest a member belongs to. */
export interface IdentityDecision {
  /** Normalised address, else client id. */
  readonly member: string;
  /** Null: as derived. */
  readonly guest_id: string | null;
  /** When. */
  readonly decided_at: number;
}

/** What a source remembers of one of the many things that it reads: how far it has read it. */
export interface Mark {
  /** Name of the source. */
  readonly source: string;
  /** The thing, as the upstream calls it. */
  readonly id: string;
  /** The source's own words, as JSON. */
  readonly mark: string;
}

/** A survey response that names an address. */
export interface MemberAnswers {
  /** Normalised address. */
  readonly member: string;
  /** <upstream>:<id>. */
  readonly response_id: string;
  /** When it was submitted. */
  readonly submitted_at: number;
  /** {question: answer} as a JSON object. */
  readonly answers: string;
}

/** What one member paid of one order, or a reservation of the member; or that one which does not count names the member. From the payers processor: the order itself names the member. */
export interface MemberOrder {
  /** Normalised address, else client id. */
  readonly member: string;
  /** <upstream>:<id>; of a reservation `@<upstream>:<id>`. */
  readonly order_id: string;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed, or the reservation was completed; null where it does not count (open, voided, cancelled …) and only names the member. */
  readonly closed_at: number | null;
  /** Its business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code; empty for a reservation. */
  readonly currency: string;
  /** What this member paid of the order, net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for this member's checks; of a reservation the party size, 0: none named. */
  readonly covers: number;
  /** Version of the order; of a reservation when its latest event happened. */
  readonly version: number;
  /** How many of the order's checks these are; 0 where stands_in is. */
  readonly checks: number;
  /** How many checks an order without covers has, for which the 1 in `covers` was shared out; 0: the covers are its own, or its reservation's by id. */
  readonly stands_in: number;
}

/** A profile of a member: one with its address, or the one that it is. */
export interface MemberProfile {
  /** Normalised address, else client id. */
  readonly member: string;
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** E.164 where it parses. */
  readonly phone: string | null;
  /** First and last name. */
  readonly name: string | null;
  /** The upstream's own count; 0 without one. */
  readonly visits: number;
  /** When the upstream created it. */
  readonly created_at: number | null;
  /** No marketing; null: never asked. */
  readonly opted_out: boolean | null;
  /** What was answered, as `processors/answers/told.ts` writes it; null: nothing. */
  readonly answers: string | null;
}

/** The same, as the members processor holds it: its changelog. */
export interface MemberState {
  /** Normalised address, else client id. */
  readonly member: string;
  /** <upstream>:<id>; of a reservation `@<upstream>:<id>`. */
  readonly order_id: string;
  /** How it came to the member: empty: the order itself names it; `@ <reservation>`: as the guest of a reservation, or past one; a client id before that: the profile has the member's address. */
  readonly via: string;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed, or the reservation was completed; null where it does not count (open, voided, cancelled …) and only names the member. */
  readonly closed_at: number | null;
  /** Its business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code; empty for a reservation. */
  readonly currency: string;
  /** What this member paid of the order, net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for this member's checks; of a reservation the party size, 0: none named. */
  readonly covers: number;
  /** Version of the order; of a reservation when its latest event happened. */
  readonly version: number;
  /** How many of the order's checks these are; 0 where stands_in is. */
  readonly checks: number;
  /** How many checks an order without covers has, for which the 1 in `covers` was shared out; 0: the covers are its own, or its reservation's by id. */
  readonly stands_in: number;
}

/** The same, as the members processor keeps it. */
export interface MemberAnswersState {
  /** Normalised address. */
  readonly member: string;
  /** <upstream>:<id>. */
  readonly response_id: string;
  /** When it was submitted. */
  readonly submitted_at: number;
  /** {question: answer} as a JSON object. */
  readonly answers: string;
}

/** What a member said of marketing by e-mail, as the members processor holds it: its changelog. */
export interface MemberConsent {
  /** Normalised address. */
  readonly member: string;
  /** <upstream>:<id>. */
  readonly event_id: string;
  /** Whom it was said to. */
  readonly upstream: string;
  /** No more marketing. */
  readonly opted_out: boolean;
  /** When it was said. */
  readonly occurred_at: number;
}

/** The same, as the members processor holds it: its changelog. */
export interface MemberProfileState {
  /** Normalised address, else client id. */
  readonly member: string;
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** E.164 where it parses. */
  readonly phone: string | null;
  /** First and last name. */
  readonly name: string | null;
  /** The upstream's own count; 0 without one. */
  readonly visits: number;
  /** When the upstream created it. */
  readonly created_at: number | null;
  /** No marketing; null: never asked. */
  readonly opted_out: boolean | null;
  /** What was answered, as `processors/answers/told.ts` writes it; null: nothing. */
  readonly answers: string | null;
}

/** A reservation carries the id of an order. */
export interface OrderLink {
  /** <upstream>:<id>. */
  readonly order_id: string;
  /** <upstream>:<id>. */
  readonly reservation_id: string;
}

/** What one payer paid. */
export interface Paid {
  /** Normalised address, else client id; null: nobody known. */
  readonly payer: string | null;
  /** How many checks. */
  readonly checks: number;
  /** Whether the order's first check is among them. */
  readonly first: boolean;
  /** Net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for these checks; where the order has none, their share of 1. */
  readonly covers: number;
}

/** Who paid the highest version of an order, and which reservations carry its id: the changelog of the payers processor. */
export interface OrderPayers {
  /** <upstream>:<id>. */
  readonly order_id: string;
  /** Highest version seen; null: none yet. */
  readonly version: number | null;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed; null where it does not count (open, voided). */
  readonly closed_at: number | null;
  /** The order's business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code. */
  readonly currency: string;
  /** How many checks an order without covers has, for which 1 was shared out; 0: it has covers. */
  readonly stands_in: number;
  /** Empty where there are no checks. */
  readonly facts: readonly Paid[];
  /** The reservation whose id the order carries. */
  readonly reservation_id: string | null;
  /** Reservations that carry the id of the order. */
  readonly links: readonly string[];
}

/** What came of sending a profile PATCH. */
export interface PatchOutcome {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** Which. */
  readonly patch_id: string;
  /** sent: a request is under way; acknowledged: the upstream took it; rejected: it never will as it is. */
  readonly status: string;
  /** {field: {before, after}} as a JSON object: what was sent, by the upstream's names. */
  readonly fields: string;
  /** Requests made. */
  readonly attempts: number;
  /** Last reply. */
  readonly http_status: number | null;
  /** Of the profile as it was shown last, as the upstream says; null: it does not. */
  readonly version: number | null;
  /** {field: text} as a JSON object: what the profile of that version shows of ours; null: the upstream does not say. */
  readonly shown: string | null;
  /** When. */
  readonly at: number;
}

/** What a guest's canonical profile should show. A tombstone: nothing of ours any more. */
export interface ProfileWant {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** g_… */
  readonly guest_id: string;
  /** {field: text} as a JSON object, our own names; an empty text where there is none. */
  readonly fields: string;
  /** {group: tag} as a JSON object, our own names; null where there is none. */
  readonly tags: string;
  /** [{topic, partition, offset}] as a JSON array: what changed it last. */
  readonly causes: string;
}

/** What one payer paid. */
export interface PaidAt {
  /** Normalised address, else client id; null: nobody known. */
  readonly payer: string | null;
  /** How many checks. */
  readonly checks: number;
  /** Whether the order's first check is among them. */
  readonly first: boolean;
  /** Net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for these checks; where the order has none, their share of 1. */
  readonly covers: number;
}

/** An order that needs something of its reservation: its guest, or its party size. */
export interface ReservationOrder {
  /** <upstream>:<id>. */
  readonly reservation_id: string;
  /** <upstream>:<id>. */
  readonly order_id: string;
  /** Highest version seen; null: none yet. */
  readonly version: number | null;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed; null where it does not count (open, voided). */
  readonly closed_at: number | null;
  /** The order's business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code. */
  readonly currency: string;
  /** How many checks an order without covers has, for which 1 was shared out; 0: it has covers. */
  readonly stands_in: number;
  /** Empty where there are no checks. */
  readonly facts: readonly PaidAt[];
}

/** A reservation as an upstream without events holds it after one of its changes. */
export interface ReservationVersion {
  /** <upstream>:<id>. */
  readonly reservation_id: string;
  /** Milliseconds of the upstream's last change. With the id it names the version. */
  readonly version: number;
  /** The system the record came from: toast, square, sevenrooms, service, file, … */
  readonly upstream: string;
  /** Our own venue id. */
  readonly venue_id: string;
  /** pending, confirmed, declined, partially_seated, seated, completed, cancelled, no_show or deleted, where the upstream's own means one of these; else as received. */
  readonly status: string | null;
  /** Party size. */
  readonly party_size: number | null;
  /** <upstream>:<id>. */
  readonly client_id: string | null;
  /** Normalised address. */
  readonly email: string | null;
  /** Booking channel. */
  readonly source: string | null;
  /** When it was booked. */
  readonly created_at: number | null;
  /** When the party is expected. */
  readonly arrival_at: number | null;
  /** When the party was seated. */
  readonly seated_at: number | null;
  /** When the party left. */
  readonly left_at: number | null;
  /** Orders of the reservation, as a JSON array of <upstream>:<id>. */
  readonly order_ids: string | null;
  /** What the upstream sent, as a JSON object. */
  readonly payload: string;
}

/** A reservation as its events leave it. */
export interface Reservation {
  /** <upstream>:<id>. */
  readonly reservation_id: string;
  /** When its latest event happened, in ms since 1970. */
  readonly version: number;
  /** Where. */
  readonly venue_id: string;
  /** Normalised address, else client id, of the latest event that names one. */
  readonly payer: string | null;
  /** completed, cancelled, seated, …, as the latest event that says one; null: none does. */
  readonly status: string | null;
  /** Of the latest event that names one. */
  readonly party_size: number | null;
  /** When it was completed; null where it is not. */
  readonly completed_at: number | null;
  /** The venue's local date then (hours before closeoutHour belong to the day before); null where it is not completed. */
  readonly business_date: number | null;
  /** Orders whose ids it carries. */
  readonly order_ids: readonly string[];
}

/** What a client id paid of one order, or a reservation of it. From the seatings processor. */
export interface SeatedClientOrder {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** <upstream>:<id>; of a reservation `@<upstream>:<id>`. */
  readonly order_id: string;
  /** Empty: the order itself names the client; `@ <reservation>`: as the guest of a reservation, or past one. */
  readonly via: string;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed, or the reservation was completed; null where it does not count (open, voided, cancelled …) and only names the member. */
  readonly closed_at: number | null;
  /** Its business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code; empty for a reservation. */
  readonly currency: string;
  /** What this member paid of the order, net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for this member's checks; of a reservation the party size, 0: none named. */
  readonly covers: number;
  /** Version of the order; of a reservation when its latest event happened. */
  readonly version: number;
  /** How many of the order's checks these are; 0 where stands_in is. */
  readonly checks: number;
  /** How many checks an order without covers has, for which the 1 in `covers` was shared out; 0: the covers are its own, or its reservation's by id. */
  readonly stands_in: number;
}

/** What one member paid of one order, or a reservation of the member; or that one which does not count names the member. From the seatings processor. */
export interface SeatedOrder {
  /** Normalised address, else client id. */
  readonly member: string;
  /** <upstream>:<id>; of a reservation `@<upstream>:<id>`. */
  readonly order_id: string;
  /** How it came to the member: empty: the order itself names it; `@ <reservation>`: as the guest of a reservation, or past one; a client id before that: the profile has the member's address. */
  readonly via: string;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed, or the reservation was completed; null where it does not count (open, voided, cancelled …) and only names the member. */
  readonly closed_at: number | null;
  /** Its business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code; empty for a reservation. */
  readonly currency: string;
  /** What this member paid of the order, net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for this member's checks; of a reservation the party size, 0: none named. */
  readonly covers: number;
  /** Version of the order; of a reservation when its latest event happened. */
  readonly version: number;
  /** How many of the order's checks these are; 0 where stands_in is. */
  readonly checks: number;
  /** How many checks an order without covers has, for which the 1 in `covers` was shared out; 0: the covers are its own, or its reservation's by id. */
  readonly stands_in: number;
}

/** The same, as the seatings processor holds it: its changelog. */
export interface SeatingState {
  /** <upstream>:<id>. */
  readonly reservation_id: string;
  /** When its latest event happened, in ms since 1970. */
  readonly version: number;
  /** Where. */
  readonly venue_id: string;
  /** Normalised address, else client id, of the latest event that names one. */
  readonly payer: string | null;
  /** completed, cancelled, seated, …, as the latest event that says one; null: none does. */
  readonly status: string | null;
  /** Of the latest event that names one. */
  readonly party_size: number | null;
  /** When it was completed; null where it is not. */
  readonly completed_at: number | null;
  /** The venue's local date then (hours before closeoutHour belong to the day before); null where it is not completed. */
  readonly business_date: number | null;
}

/** What one payer paid. */
export interface PaidSeating {
  /** Normalised address, else client id; null: nobody known. */
  readonly payer: string | null;
  /** How many checks. */
  readonly checks: number;
  /** Whether the order's first check is among them. */
  readonly first: boolean;
  /** Net. Minor units. */
  readonly net_minor: number;
  /** Covers that count for these checks; where the order has none, their share of 1. */
  readonly covers: number;
}

/** The same, as the seatings processor holds it: its changelog. */
export interface SeatingOrder {
  /** <upstream>:<id>. */
  readonly reservation_id: string;
  /** <upstream>:<id>. */
  readonly order_id: string;
  /** Highest version seen; null: none yet. */
  readonly version: number | null;
  /** Where. */
  readonly venue_id: string;
  /** When the order closed; null where it does not count (open, voided). */
  readonly closed_at: number | null;
  /** The order's business date; null where closed_at is. */
  readonly business_date: number | null;
  /** ISO 4217 code. */
  readonly currency: string;
  /** How many checks an order without covers has, for which 1 was shared out; 0: it has covers. */
  readonly stands_in: number;
  /** Empty where there are no checks. */
  readonly facts: readonly PaidSeating[];
}

/** A part of a processor's state as it was; _tasks says which of them make a whole. */
export interface SnapshotChunk {
  /** <processor>/<partition>/<slot>/<number>, the slot 0 or 1, numbers from 0 on. */
  readonly place: string;
  /** Id of the snapshot that it is a part of. */
  readonly snapshot: string;
  /** In the processor's own format. */
  readonly bytes: Buffer;
}

/** What a processor's task remembers beside its state. */
export interface TaskProgress {
  /** <processor>/<partition>. */
  readonly task: string;
  /** Highest tick delivered with all its expiries. */
  readonly stream_time: number;
  /** While a replay rebuilds the state: {until: {topic: offset}} as JSON. */
  readonly rebuild: string | null;
  /** What lies of the task in _snapshots, as JSON; in the record <processor>/<partition>/snapshot. */
  readonly snapshot: string | null;
}

/** The same, as the versions processor holds it: its changelog. */
export interface VersionState {
  /** <upstream>:<id>. */
  readonly reservation_id: string;
  /** Of the event that it is: <reservation id>@<time of the change, ISO 8601>. */
  readonly event_id: string;
  /** Milliseconds of the upstream's last change. */
  readonly version: number;
  /** The system the record came from: toast, square, sevenrooms, service, file, … */
  readonly upstream: string;
  /** Our own venue id. */
  readonly venue_id: string;
  /** pending, confirmed, declined, partially_seated, seated, completed, cancelled, no_show or deleted, where the upstream's own means one of these; else as received. */
  readonly status: string | null;
  /** Party size. */
  readonly party_size: number | null;
  /** <upstream>:<id>. */
  readonly client_id: string | null;
  /** Normalised address. */
  readonly email: string | null;
  /** Booking channel. */
  readonly source: string | null;
  /** When it was booked. */
  readonly created_at: number | null;
  /** When the party is expected. */
  readonly arrival_at: number | null;
  /** When the party was seated. */
  readonly seated_at: number | null;
  /** When the party left. */
  readonly left_at: number | null;
  /** Orders of the reservation, as a JSON array of <upstream>:<id>. */
  readonly order_ids: string | null;
  /** What the upstream sent, as a JSON object, deflated (RFC 1951). */
  readonly payload: Buffer;
}

/** What a guest wants of the profile. */
export interface GuestWants {
  /** g_… */
  readonly guest_id: string;
  /** {field: text} as a JSON object, our own names. */
  readonly fields: string;
  /** {group: tag} as a JSON object, our own names. */
  readonly tags: string;
  /** [{topic, partition, offset}] as a JSON array. */
  readonly causes: string;
}

/** What is wanted of a profile, what it shows and what we wrote, as the patches processor holds it: its changelog. */
export interface WriteBack {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** By guest; at rest one at most. */
  readonly wants: readonly GuestWants[];
  /** Of the profile as it was seen last; null: it was not seen. */
  readonly version: number | null;
  /** The upstream has deleted it: nothing is written any more. */
  readonly gone: boolean;
  /** {field: text} as a JSON object: what it shows of ours, by the upstream's names. */
  readonly shown: string;
  /** {field: text} as a JSON object: what we wrote last, by the upstream's names. */
  readonly written: string;
  /** The changes that the upstream refused last, as the ledger has them; empty: none. */
  readonly refused: string;
  /** {field: {before, wanted}} as a JSON object: what a person edited, as the ledger has it; empty: nothing. */
  readonly kept: string;
  /** How many there have been. */
  readonly patches: number;
  /** The patch that is planned and not done with, or was withdrawn last, as a JSON object: the ledger's row. */
  readonly open: string | null;
}

/** Something that could not be understood, with its bytes, position and reason. */
export interface DeadLetter {
  /** Origin: the stage, and where it found it (topic|partition|offset, delivery, bytes of a page or file row). */
  readonly id: string;
  /** Component that refused it. */
  readonly stage: string;
  /** Where it came from. */
  readonly upstream: string | null;
  /** Topic it was read from. */
  readonly topic: string | null;
  /** Partition. */
  readonly partition: number | null;
  /** Offset. */
  readonly offset: number | null;
  /** Stable cause, e.g. in_the_future; no guest data. */
  readonly reason: string;
  /** What was wrong, without values. */
  readonly detail: string | null;
  /** The bytes as received. */
  readonly payload: Buffer;
  /** When it was refused. */
  readonly received_at: number;
  /** When it was last redriven. */
  readonly redriven_at: number | null;
}

/** Evidence for one pair. */
export interface DuplicatePair {
  /** Smaller client id. */
  readonly left_id: string;
  /** Larger client id. */
  readonly right_id: string;
  /** 0 to 1. */
  readonly probability: number;
  /** merge, review or distinct. */
  readonly decision: string;
  /** Weights by field, as a JSON object. */
  readonly evidence: string;
}

/** A cluster of profiles that look like one person, for review. */
export interface DuplicateCluster {
  /** Stable id. */
  readonly cluster_id: string;
  /** Members. */
  readonly client_ids: readonly string[];
  /** The profile that would stay. */
  readonly canonical: string;
  /** open, merged or distinct. */
  readonly status: string;
  /** Pairs of the cluster. */
  readonly pairs: readonly DuplicatePair[];
}

/** One e-mail event of a guest. */
export interface EmailEngagement {
  /** <upstream>:<id>. */
  readonly event_id: string;
  /** The system the record came from: toast, square, sevenrooms, service, file, … */
  readonly upstream: string;
  /** Normalised address. */
  readonly email: string;
  /** click, open, subscribe, unsubscribe, … */
  readonly kind: string;
  /** Campaign the event belongs to. */
  readonly campaign: string | null;
  /** When it happened. */
  readonly occurred_at: number;
}

/** Which guest a member (a normalised address, else a client id) belongs to, and what is known of it. */
export interface GuestIdentity {
  /** Normalised address, else <upstream>:<client id>. */
  readonly member: string;
  /** g_…: derived from the member alone, or a person's decision. */
  readonly guest_id: string;
  /** The profile that stands for the member: most visits as the upstream counts them, then the oldest, then the smallest id. The guest's is the first of its members'. */
  readonly canonical_client_id: string | null;
  /** That profile's visits as the upstream counts them; 0 without a count. */
  readonly canonical_visits: number | null;
  /** When the upstream created that profile. */
  readonly canonical_created_at: number | null;
  /** Normalised address. */
  readonly email: string | null;
  /** E.164 where it parses: of the first profile, in that order, that has one. */
  readonly phone: string | null;
  /** The same. */
  readonly name: string | null;
  /** No marketing, as any profile or e-mail system says; null: never asked. */
  readonly opted_out: boolean | null;
  /** True where a person's merge or split says so, not the derivation. */
  readonly decided: boolean;
}

/** One version of a guest profile as an upstream holds it. */
export interface GuestProfile {
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** Milliseconds of the upstream's last change. The highest wins. */
  readonly version: number;
  /** The system the record came from: toast, square, sevenrooms, service, file, … */
  readonly upstream: string;
  /** Normalised address. */
  readonly email: string | null;
  /** E.164 where it parses, else as received. */
  readonly phone: string | null;
  /** As received. */
  readonly first_name: string | null;
  /** As received. */
  readonly last_name: string | null;
  /** YYYY-MM-DD or --MM-DD. */
  readonly birthday: string | null;
  /** The upstream's own count of visits. */
  readonly visits: number | null;
  /** [{group, tag}] as a JSON array. */
  readonly tags: string | null;
  /** {name: value} as a JSON object. */
  readonly custom_fields: string | null;
  /** No marketing; null: never asked. */
  readonly opted_out: boolean | null;
  /** When the upstream created the profile. */
  readonly created_at: number | null;
  /** When the upstream last changed it. */
  readonly updated_at: number | null;
  /** Keys the decoder does not know, as a JSON object. */
  readonly extra: string | null;
}

/** What a guest spends in one currency, now. */
export interface GuestSpend {
  /** g_… */
  readonly guest_id: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Latest instant at which an order of the guest in this currency entered or left the window. */
  readonly as_of: number;
  /** Net of the closed orders in the 90 days up to as_of. Minor units. */
  readonly spend_90d_minor: number;
  /** Covers of the same orders. */
  readonly covers_90d: number;
  /** Count of the same orders. */
  readonly orders_90d: number;
  /** spend_90d_minor over covers_90d (at least 1), half up; 0 without orders. Minor units. */
  readonly avg_per_cover_90d_minor: number;
  /** Net of all closed orders up to as_of. Minor units. */
  readonly lifetime_spend_minor: number;
  /** Visits up to as_of, over all currencies. */
  readonly visits: number;
  /** member, or null below. */
  readonly loyalty_tier: string | null;
  /** First spend tier the average reaches, or null. */
  readonly spend_tier: string | null;
}

/** Where a part speaks of another state of the order than the row: the others' correction is still on its way. */
export interface PartDiffers {
  /** Where. */
  readonly venue_id: string;
  /** When the order closed. */
  readonly closed_at: number;
  /** The order's business date. */
  readonly business_date: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** What one member of the guest paid of the order. */
export interface Part {
  /** As in _guest_orders. */
  readonly member: string;
  /** Minor units. */
  readonly net_minor: number;
  /** Covers that count for this part; where stands_in is not 0, its share of 1. */
  readonly covers: number;
  /** Version of the order. */
  readonly version: number;
  /** How many of the order's checks these are; 0 where stands_in is. */
  readonly checks: number;
  /** How many checks an order without covers has, for which the 1 in `covers` was shared out; 0: the covers are its own, or its reservation's by id. */
  readonly stands_in: number;
  /** Null: as the row, which is as its part of the highest version. */
  readonly differs: PartDiffers | null;
}

/** What a guest spent in one currency as of one of the guest's closed orders. Also the changelog of the spend processor: the parts are its facts. */
export interface GuestSpendAt {
  /** g_… */
  readonly guest_id: string;
  /** <upstream>:<id>. */
  readonly order_id: string;
  /** ISO 4217 code. */
  readonly currency: string;
  /** The order's closed_at. */
  readonly as_of: number;
  /** Net of the closed orders in the 90 days up to as_of. Minor units. */
  readonly spend_90d_minor: number;
  /** Covers of the same orders. */
  readonly covers_90d: number;
  /** Count of the same orders. */
  readonly orders_90d: number;
  /** spend_90d_minor over covers_90d (at least 1), half up; 0 without orders. Minor units. */
  readonly avg_per_cover_90d_minor: number;
  /** Net of all closed orders up to as_of. Minor units. */
  readonly lifetime_spend_minor: number;
  /** Visits up to as_of, over all currencies. */
  readonly visits: number;
  /** member, or null below. */
  readonly loyalty_tier: string | null;
  /** First spend tier the average reaches, or null. */
  readonly spend_tier: string | null;
  /** Where. */
  readonly venue_id: string;
  /** The order's business date. */
  readonly business_date: number;
  /** The order's parts by member. */
  readonly parts: readonly Part[];
}

/** When and by what a guest reached a loyalty tier, as the facts stand now. */
export interface LoyaltyChange {
  /** g_… */
  readonly guest_id: string;
  /** Null: none. */
  readonly from_tier: string | null;
  /** member. */
  readonly to_tier: string;
  /** visits or spend; visits where both at once. */
  readonly reason: string;
  /** The order that did it; null for a reservation. */
  readonly order_id: string | null;
  /** Event time. */
  readonly changed_at: number;
}

/** One check that is not voided or deleted. */
export interface Check {
  /** <upstream>:<id>; the order_id for an order without checks. */
  readonly check_id: string;
  /** Guest profile of this check, as <upstream>:<id>. */
  readonly client_id: string | null;
  /** Normalised address of this check's guest. */
  readonly email: string | null;
  /** This check's share of the order's covers, the first taking what does not divide; null where the order has none. */
  readonly covers: number | null;
  /** As in the order, for this check. Minor units. */
  readonly net_minor: number;
}

/** One line of a check. */
export interface Item {
  /** The check it is on. */
  readonly check_id: string;
  /** As the menu shows it. */
  readonly name: string;
  /** May be fractional (sold by weight). */
  readonly quantity: number;
  /** Line total after its discounts, without tax. Minor units. */
  readonly net_minor: number;
}

/** One version of a point-of-sale order. The highest version of an order is what counts; of two records with one version, the one further along the log. */
export interface Order {
  /** <upstream>:<id>. */
  readonly order_id: string;
  /** The system the record came from: toast, square, sevenrooms, service, file, … */
  readonly upstream: string;
  /** Our own venue id; what the upstream says where the config does not know the venue. */
  readonly venue_id: string;
  /** The reservation the POS linked to the order, as <upstream>:<id>. */
  readonly reservation_id: string | null;
  /** Guest profile the upstream names, as <upstream>:<id>: the first check's. */
  readonly client_id: string | null;
  /** Normalised address of the first check's guest. */
  readonly email: string | null;
  /** E.164 where it parses in the venue's country, else as received. */
  readonly phone: string | null;
  /** Guest name as received. */
  readonly name: string | null;
  /** When the order was opened. */
  readonly opened_at: number | null;
  /** When the order counts as closed; null while it is not. */
  readonly closed_at: number | null;
  /** The POS's own business date, else the venue's local date of closing (hours before closeoutHour belong to the day before). */
  readonly business_date: number | null;
  /** Guests seated, as the upstream says; null where it does not. */
  readonly covers: number | null;
  /** Charged for food, drink and service charges, after discounts, without tax and tip, less refunds. Minor units, never negative. */
  readonly net_minor: number;
  /** Discounts already taken off net_minor. Minor units. */
  readonly discount_minor: number;
  /** Tax. Minor units. */
  readonly tax_minor: number;
  /** Tips. Minor units. */
  readonly tip_minor: number;
  /** Refunds of net already taken off net_minor, for information. Minor units. */
  readonly refunded_minor: number;
  /** ISO 4217 code. */
  readonly currency: string;
  /** open, closed or voided. */
  readonly state: string;
  /** Milliseconds of the upstream's last change. The highest wins. */
  readonly version: number;
  /** In the upstream's order. */
  readonly checks: readonly Check[];
  /** Lines that are not voided. */
  readonly items: readonly Item[];
  /** Keys the decoder does not know, as a JSON object. */
  readonly extra: string | null;
}

/** One profile PATCH through its life: the ledger of write-back. */
export interface ProfilePatch {
  /** Stable id. */
  readonly patch_id: string;
  /** g_… */
  readonly guest_id: string;
  /** <upstream>:<id>. */
  readonly client_id: string;
  /** {field: {before, after}} as a JSON object; of an acknowledged one also shown, where the upstream shows something else than was sent. */
  readonly fields: string;
  /** [{topic, partition, offset}] as a JSON array. */
  readonly causes: string;
  /** planned, sent, acknowledged, unchanged or rejected. */
  readonly status: string;
  /** Requests made. */
  readonly attempts: number;
  /** Last reply. */
  readonly http_status: number | null;
  /** When it was planned. */
  readonly created_at: number;
  /** When the upstream took it. */
  readonly acknowledged_at: number | null;
}

/** One event in the life of a reservation. */
export interface ReservationEvent {
  /** <upstream>:<id>. */
  readonly event_id: string;
  /** The system the record came from: toast, square, sevenrooms, service, file, … */
  readonly upstream: string;
  /** <upstream>:<id>. */
  readonly reservation_id: string;
  /** Our own venue id. */
  readonly venue_id: string;
  /** reservation.created, reservation.confirmed, reservation.completed, …; unknown types are kept. */
  readonly type: string;
  /** When it happened. */
  readonly occurred_at: number;
  /** Booking channel. */
  readonly source: string | null;
  /** Party size, where the event names one. */
  readonly party_size: number | null;
  /** Status before. */
  readonly from_status: string | null;
  /** Status after. */
  readonly to_status: string | null;
  /** {field: {from, to}} as a JSON object. */
  readonly changes: string | null;
  /** The event's payload with every key, as a JSON object. */
  readonly data: string | null;
  /** <upstream>:<id>. */
  readonly client_id: string | null;
  /** Normalised address. */
  readonly email: string | null;
  /** Orders that the event links to the reservation, as a JSON array of <upstream>:<id>; NULL where it names none. */
  readonly order_ids: string | null;
}

/** One invitation per guest and order. */
export interface SurveyInvitation {
  /** <upstream>:<id>. */
  readonly order_id: string;
  /** g_… */
  readonly guest_id: string;
  /** klaviyo or mailchimp. */
  readonly via: string;
  /** planned, sent, same_visit, opted_out, no_address, too_late or failed. */
  readonly status: string;
  /** When the order closed. */
  readonly closed_at: number;
  /** When it went out. */
  readonly sent_at: number | null;
}

/** One answered survey. */
export interface SurveyResponse {
  /** <upstream>:<id>. */
  readonly response_id: string;
  /** The system the record came from: toast, square, sevenrooms, service, file, … */
  readonly upstream: string;
  /** The form. */
  readonly form_id: string;
  /** Normalised address. */
  readonly email: string | null;
  /** <upstream>:<id>. */
  readonly client_id: string | null;
  /** <upstream>:<id> of the order asked about. */
  readonly order_id: string | null;
  /** When it was submitted. */
  readonly submitted_at: number;
  /** {question: answer} as a JSON object. */
  readonly answers: string;
}
