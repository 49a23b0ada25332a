import { produced } from '../../runtime/produced.ts';
import type { Origin, Produced } from '../../runtime/types.ts';
import { type AnyTopic, type Topic, topics } from '../../schemas/topics.ts';
import type { ImportContext } from './context.ts';
import { readGuest } from './guests.ts';
import { readOrder } from './orders.ts';
import { readReservation } from './reservations.ts';
import type { Row } from './row.ts';
import { readSurvey } from './surveys.ts';

export const kindNames = ['orders', 'guests', 'reservations', 'surveys'] as const;
export type KindName = (typeof kindNames)[number];

/** What a file can hold. */
export interface Kind {
  readonly name: KindName;
  readonly topic: AnyTopic;
  /** Without these nothing can be made of a row. */
  readonly required: readonly string[];
  readonly columns: readonly string[];
  /** Throws an Unreadable where the row is wrong. */
  read(row: Row, context: ImportContext, origin: Origin): Produced;
}

interface KindSpec<T> {
  readonly topic: Topic<T>;
  readonly required: readonly (keyof T & string)[];
  read(row: Row, context: ImportContext): T;
  eventTime(value: T): number | null;
}

/** Columns that we derive or keep for ourselves. */
export const derived: readonly string[] = ['guest_id'];
const kept = new Set(['extra']);

/** The columns are the fields of the topic's schema. */
function kind<T>(name: KindName, { topic, required, read, eventTime }: KindSpec<T>): Kind {
  const columns = topic.schema.fields.map((field) => field.name).filter((field) => !kept.has(field));
  return {
    name,
    topic,
    required,
    columns,
    read(row, context, origin) {
      const value = read(row, context);
      return produced(topic, value, eventTime(value), origin);
    },
  };
}

export const kinds: Readonly<Record<KindName, Kind>> = {
  orders: kind('orders', {
    topic: topics.orders,
    required: ['order_id', 'venue_id', 'closed_at', 'net_minor', 'currency'],
    read: readOrder,
    eventTime: ({ closed_at }) => closed_at,
  }),
  guests: kind('guests', {
    topic: topics.guest_profiles,
    required: ['client_id'],
    read: readGuest,
    eventTime: () => null,
  }),
  reservations: kind('reservations', {
    topic: topics.reservation_events,
    required: ['reservation_id', 'venue_id', 'type', 'occurred_at'],
    read: readReservation,
    eventTime: ({ occurred_at }) => occurred_at,
  }),
  surveys: kind('surveys', {
    topic: topics.survey_responses,
    required: ['response_id', 'form_id', 'submitted_at', 'answers'],
    read: readSurvey,
    eventTime: ({ submitted_at }) => submitted_at,
  }),
};
