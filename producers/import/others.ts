import type { GuestProfile, ReservationEvent, SurveyResponse } from '../../schemas/generated/types.ts';
import { phoneOf } from '../../upstreams/shared/phone.ts';
import type { Cells } from './cells.ts';

/** A row of `guests`. `version` is updated_at, else created_at, in ms where it is empty, else 0. */
export function guestOf(row: Cells, country: string): GuestProfile {
  const upstream = row.upstream();
  const phone = row.textOrNull('phone');
  const created_at = row.instantOrNull('created_at');
  const updated_at = row.instantOrNull('updated_at');
  return {
    client_id: row.id('client_id', upstream),
    version: row.integerOrNull('version') ?? updated_at ?? created_at ?? 0,
    upstream,
    email: row.emailOrNull('email'),
    phone: phone === null ? null : phoneOf(phone, country),
    first_name: row.textOrNull('first_name'),
    last_name: row.textOrNull('last_name'),
    birthday: row.birthdayOrNull('birthday'),
    visits: row.integerOrNull('visits'),
    tags: row.jsonOrNull('tags', 'list'),
    custom_fields: row.jsonOrNull('custom_fields', 'object'),
    opted_out: row.flagOrNull('opted_out'),
    created_at,
    updated_at,
    extra: null,
  };
}

/** A row of `reservations`: one event. Without an event_id it is told apart by reservation, type and time. */
export function reservationOf(row: Cells): ReservationEvent {
  const upstream = row.upstream();
  const reservation_id = row.id('reservation_id', upstream);
  const type = row.text('type');
  const occurred_at = row.instant('occurred_at');
  const own = row.textOrNull('event_id') === null ? null : row.id('event_id', upstream);
  return {
    event_id: own ?? `${reservation_id}@${type}@${occurred_at}`,
    upstream,
    reservation_id,
    venue_id: row.text('venue_id'),
    type,
    occurred_at,
    source: row.textOrNull('source'),
    party_size: row.integerOrNull('party_size', { most: 100_000 }),
    from_status: row.textOrNull('from_status'),
    to_status: row.textOrNull('to_status'),
    changes: row.jsonOrNull('changes', 'object'),
    data: row.jsonOrNull('data', 'object'),
    client_id: row.referenceOrNull('client_id', upstream),
    email: row.emailOrNull('email'),
  };
}

export function surveyOf(row: Cells): SurveyResponse {
  const upstream = row.upstream();
  const answers = row.jsonOrNull('answers', 'object');
  if (answers === null) throw row.bad('answers', 'missing', 'expected, but empty');
  return {
    response_id: row.id('response_id', upstream),
    upstream,
    form_id: row.text('form_id'),
    email: row.emailOrNull('email'),
    client_id: row.referenceOrNull('client_id', upstream),
    order_id: row.referenceOrNull('order_id', upstream),
    submitted_at: row.instant('submitted_at'),
    answers,
  };
}
