import { produced } from '../../runtime/produced.ts';
import type { Origin, Produced } from '../../runtime/types.ts';
import { type ImportKind, importShapes } from '../../schemas/import-columns.ts';
import { type AnyTopic, type Topic, topics } from '../../schemas/topics.ts';
import type { ImportContext } from './context.ts';
import { readGuest } from './guests.ts';
import { readOrder } from './orders.ts';
import { readReservation } from './reservations.ts';
import type { Row } from './row.ts';
import { readSurvey } from './surveys.ts';

/** What a file can hold. */
export interface Kind {
  readonly name: ImportKind;
  readonly topic: AnyTopic;
  /** Without these nothing can be made of a row. */
  readonly required: readonly string[];
  readonly columns: readonly string[];
  /** Throws an Unreadable where the row is wrong. */
  read(row: Row, context: ImportContext, origin: Origin): Produced;
}

interface KindSpec<T> {
  readonly topic: Topic<T>;
  read(row: Row, context: ImportContext): T;
  eventTime(value: T): number | null;
}

function kind<T>(name: ImportKind, { topic, read, eventTime }: KindSpec<T>): Kind {
  const { required, columns } = importShapes[name];
  return {
    name,
    topic,
    required,
    columns: columns.map((column) => column.name),
    read(row, context, origin) {
      const value = read(row, context);
      return produced(topic, value, eventTime(value), origin);
    },
  };
}

export const kinds: Readonly<Record<ImportKind, Kind>> = {
  orders: kind('orders', {
    topic: topics.orders,
    read: readOrder,
    eventTime: ({ closed_at }) => closed_at,
  }),
  guests: kind('guests', {
    topic: topics.guest_profiles,
    read: readGuest,
    eventTime: () => null,
  }),
  reservations: kind('reservations', {
    topic: topics.reservation_events,
    read: readReservation,
    eventTime: ({ occurred_at }) => occurred_at,
  }),
  surveys: kind('surveys', {
    topic: topics.survey_responses,
    read: readSurvey,
    eventTime: ({ submitted_at }) => submitted_at,
  }),
};
