import { type StoredColumn, storedTableOf } from './tables.ts';
import { type AnyTopic, topics } from './topics.ts';

export const importKinds = ['orders', 'guests', 'reservations', 'surveys'] as const;
export type ImportKind = (typeof importKinds)[number];

export interface ImportShape {
  readonly topic: AnyTopic;
  /** All that a file may have, in the order of the schema. */
  readonly columns: readonly StoredColumn[];
  /** Those without which a file is no use. */
  readonly required: readonly string[];
}

/** Columns that we derive: a file that has one is refused. */
export const derivedColumns: readonly string[] = ['guest_id'];

const shape = (topic: AnyTopic, required: readonly string[]): ImportShape => {
  const columns = storedTableOf(topic.name)!.columns.filter(({ name }) => name !== 'extra');
  return { topic, required, columns };
};

/** What a file of each kind is made of: the columns of the topic's table. */
export const importShapes: Readonly<Record<ImportKind, ImportShape>> = {
  orders: shape(topics.orders, ['order_id', 'venue_id', 'closed_at', 'net_minor', 'currency']),
  guests: shape(topics.guest_profiles, ['client_id']),
  reservations: shape(topics.reservation_events, ['reservation_id', 'venue_id', 'type', 'occurred_at']),
  surveys: shape(topics.survey_responses, ['response_id', 'form_id', 'submitted_at', 'answers']),
};
