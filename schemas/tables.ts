import { type Avro, type AvroField, isUnion } from './avro.ts';
import { type AnyTopic, topics } from './topics.ts';

/**
 * What the warehouse stores: one table in the schema `store` for each topic that is a table, its columns from the
 * topic's Avro schema. The tables that the outside relies on are views over these (table-views.ts).
 */
export interface StoredTable {
  readonly name: string;
  readonly topic: AnyTopic;
  readonly columns: readonly StoredColumn[];
  /** Fields of the topic's value that are no columns. */
  readonly left_out: readonly string[];
  /**
   * - `latest`: a row for each key of the topic, the last record of it.
   * - `highest_version`: a row for each entity, the record with the highest `version`; of two with one version the
   *   later in the log.
   */
  readonly keeps: 'latest' | 'highest_version';
}

export interface StoredColumn {
  readonly name: string;
  /** As DuckDB writes it. */
  readonly type: string;
  readonly nullable: boolean;
  readonly doc: string;
  readonly field: AvroField;
}

/** Columns of the store that are no part of a topic's value begin with `_`. `_key` is the MD5 of the row's key. */
export const KEY_COLUMN = '_key';

/** What no table shows: `parts` is the changelog of a processor, `payload` is the `data` of the version's event. */
const left_out: Readonly<Record<string, readonly string[]>> = {
  guest_spend_history: ['parts'],
  _reservation_versions: ['payload'],
};

/** Of these each version is a row. */
const every_version: readonly string[] = [topics.reservation_versions.name];

const tableTopics: readonly AnyTopic[] = [
  topics.reservation_events,
  topics.reservation_versions,
  topics.orders,
  topics.guest_profiles,
  topics.survey_responses,
  topics.email_engagement,
  topics.reservations,
  topics.guest_identities,
  topics.guest_reservations,
  topics.guest_spend,
  topics.guest_spend_history,
  topics.loyalty_changes,
  topics.duplicate_clusters,
  topics.profile_patches,
  topics.survey_invitations,
  topics.dead_letters,
];

const primitives: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  long: 'BIGINT',
  int: 'INTEGER',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  bytes: 'BLOB',
};

export const storedTables: readonly StoredTable[] = tableTopics.map(storedTable);

const byTopic = new Map(storedTables.map((table) => [table.topic.name, table]));

export function storedTableOf(topic: string): StoredTable | undefined {
  return byTopic.get(topic);
}

function storedTable(topic: AnyTopic): StoredTable {
  const { name, schema } = topic;
  const without = left_out[name] ?? [];
  const columns = schema.fields.filter((field) => !without.includes(field.name)).map(columnOf);
  const versioned = (topic.key as readonly string[]).includes('version') && !every_version.includes(name);
  return { name, topic, columns, left_out: without, keeps: versioned ? 'highest_version' : 'latest' };
}

function columnOf(field: AvroField): StoredColumn {
  const { name, doc, json = false } = field;
  const nullable = isUnion(field.type) && field.type.includes('null');
  return { name, doc, nullable, type: json ? 'JSON' : duckdbType(field.type), field };
}

/** The DuckDB type of an Avro type; a union with null is the other type. Nested records are STRUCTs. */
export function duckdbType(type: Avro): string {
  if (typeof type === 'string') {
    const known = primitives[type];
    if (known === undefined) throw new Error(`no DuckDB type for the Avro type ${type}`);
    return known;
  }
  if (isUnion(type)) return duckdbType(onlyOf(type));
  if (type.type === 'array') return `${duckdbType(type.items)}[]`;
  if (type.type === 'map') return `MAP(VARCHAR, ${duckdbType(type.values)})`;
  if (type.type === 'record') {
    const fields = type.fields.map((field) => `"${field.name}" ${field.json ? 'JSON' : duckdbType(field.type)}`);
    return `STRUCT(${fields.join(', ')})`;
  }
  return type.logicalType === 'date' ? 'DATE' : 'TIMESTAMPTZ';
}

/** The one type of a union beside null. */
export function onlyOf(union: readonly Avro[]): Avro {
  const [type, ...others] = union.filter((member) => member !== 'null');
  if (type === undefined || others.length > 0) throw new Error('a union of a table must be null and one other type');
  return type;
}

/** Creates the store; harmless where it is there already. Statements, in order. */
export function storeDdl(): string[] {
  return ['CREATE SCHEMA IF NOT EXISTS store', ...storedTables.map(tableDdl), ...bookkeeping];
}

function tableDdl({ name, columns }: StoredTable): string {
  const lines = columns.map((column) => `"${column.name}" ${column.type}${column.nullable ? '' : ' NOT NULL'}`);
  return `CREATE TABLE IF NOT EXISTS store."${name}" (${KEY_COLUMN} UHUGEINT NOT NULL, ${lines.join(', ')})`;
}

/** The sink's own. `offsets`: one row a topic and partition; `ticks`: stream time per partition; `meta`: facts by name. */
const bookkeeping = [
  `CREATE TABLE IF NOT EXISTS store.order_arrivals
     (order_id VARCHAR NOT NULL, "version" BIGINT NOT NULL, via VARCHAR NOT NULL, arrived_at TIMESTAMPTZ NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS store.event_arrivals
     (event_id VARCHAR NOT NULL, via VARCHAR NOT NULL, arrived_at TIMESTAMPTZ NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS store.offsets
     (topic VARCHAR, "partition" INTEGER, next_offset BIGINT NOT NULL, caught_up_at TIMESTAMPTZ NOT NULL,
      committed_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (topic, "partition"))`,
  `CREATE TABLE IF NOT EXISTS store.ticks ("partition" INTEGER PRIMARY KEY, "at" TIMESTAMPTZ NOT NULL)`,
  'CREATE TABLE IF NOT EXISTS store.meta ("name" VARCHAR PRIMARY KEY, "value" VARCHAR NOT NULL)',
];
