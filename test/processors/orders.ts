import type { GuestProfile, Order, ReservationEvent, SurveyResponse } from '../../schemas/generated/types.ts';

type Told =
  | 'order_id'
  | 'venue_id'
  | 'closed_at'
  | 'business_date'
  | 'covers'
  | 'currency'
  | 'state'
  | 'version'
  | 'checks';

/** An order with what does not matter to spend filled in. */
export function orderOf(fact: Pick<Order, Told> & Partial<Pick<Order, 'reservation_id'>>): Order {
  const [first] = fact.checks;
  return {
    reservation_id: null,
    ...fact,
    upstream: fact.order_id.split(':')[0]!,
    client_id: first?.client_id ?? null,
    email: first?.email ?? null,
    phone: null,
    name: null,
    opened_at: null,
    net_minor: fact.checks.reduce((sum, check) => sum + check.net_minor, 0),
    discount_minor: 0,
    tax_minor: 0,
    tip_minor: 0,
    refunded_minor: 0,
    items: [],
    extra: null,
  };
}

/** An event with what does not matter filled in: an id of its own, and that the reservation was completed. */
export function eventOf(
  told: Partial<ReservationEvent> & Pick<ReservationEvent, 'reservation_id' | 'occurred_at'>,
): ReservationEvent {
  const type = told.type ?? 'reservation.completed';
  return {
    event_id: `${told.reservation_id}/${type}/${told.occurred_at}`,
    upstream: told.reservation_id.split(':')[0]!,
    venue_id: 'soho',
    type,
    source: null,
    party_size: null,
    from_status: null,
    to_status: null,
    changes: null,
    data: null,
    client_id: null,
    email: null,
    order_ids: null,
    ...told,
  };
}

export function profileOf(told: Partial<GuestProfile> & Pick<GuestProfile, 'client_id'>): GuestProfile {
  return {
    version: 1,
    upstream: told.client_id.split(':')[0]!,
    email: null,
    phone: null,
    first_name: null,
    last_name: null,
    birthday: null,
    visits: null,
    tags: null,
    custom_fields: null,
    opted_out: null,
    created_at: null,
    updated_at: null,
    extra: null,
    ...told,
  };
}

export function responseOf(told: Partial<SurveyResponse> & Pick<SurveyResponse, 'response_id'>): SurveyResponse {
  return {
    upstream: told.response_id.split(':')[0]!,
    form_id: 'visit',
    email: null,
    client_id: null,
    order_id: null,
    submitted_at: 0,
    answers: '{}',
    ...told,
  };
}
