import { z } from 'zod';
import { enrichment } from './enrichment.ts';
import {
  country,
  currency,
  hostAndPort,
  key,
  LEGAL_COUNTRY,
  LEGAL_CURRENCY,
  LEGAL_HOSTS,
  LEGAL_TEXT,
  LEGAL_TEXT_OR_NULL,
  LEGAL_TIMEZONE,
  LEGAL_URL,
  optionalText,
  secretKey,
  text,
  timezone,
  url,
} from './kinds.ts';
import { upstreams } from './upstreams.ts';
import { writeBack } from './write-back.ts';

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
type Login<M extends string> = { mechanism: M; username: string; password: string };
/** One shape per mechanism, as Kafka clients want it. */
type Sasl = { [M in (typeof MECHANISMS)[number]]: Login<M> }[(typeof MECHANISMS)[number]];

const saslKeys = z.strictObject({
  mechanism: key(z.enum(MECHANISMS), 'How to log in.', '"plain", "scram-sha-256" or "scram-sha-512"'),
  username: key(text, 'The user.', LEGAL_TEXT),
  password: secretKey(text, 'The password.', LEGAL_TEXT),
});

// A login by any of the mechanisms is a login by one of them.
const sasl = saslKeys.transform((login) => login as Sasl);

const days = z.number().positive().max(36_500);

const kafka = z.strictObject({
  brokers: key(
    z.array(hostAndPort).min(1).optional(),
    'The brokers to begin with. Absent: the local stack, a broker and a registry of our own.',
    LEGAL_HOSTS,
  ),
  schemaRegistry: key(
    url.prefault('http://127.0.0.1:8081/apis/ccompat/v7'),
    'A registry that speaks the Confluent API. Counts only where `brokers` is given: the local stack has its own.',
    LEGAL_URL,
  ),
  topicPrefix: key(
    z
      .string()
      .regex(/^[A-Za-z0-9._-]{0,100}$/)
      .default(''),
    'Put before the name of every topic and group, so that several pipelines can share a cluster.',
    'letters, digits, ".", "_" and "-", at most 100',
  ),
  partitions: key(
    z.int().min(1).max(1000).default(4),
    'Of every topic. Fixed after the first start.',
    'an integer from 1 to 1000',
  ),
  replicationFactor: key(
    z.int().min(1).max(32).default(1),
    'Copies of every topic. The local stack has one broker, so 1.',
    'an integer from 1 to 32',
  ),
  retentionDays: key(
    days.nullable().default(null),
    'How long a fact is kept; null: for ever.',
    'a number above 0, or null',
  ),
  eraseWithinHours: key(
    z.number().positive().max(8760).default(24),
    "Within how many hours what was erased is gone from the log's files.",
    'a number above 0, at most 8760',
  ),
  ssl: key(z.boolean().default(false), 'Whether to speak TLS with the brokers.', 'true or false'),
  sasl: key(
    sasl.nullable().prefault(null),
    'How to log in at the brokers; null: without.',
    'an object {"mechanism", "username", "password"}, or null',
  ),
});

const publish = z.strictObject({
  path: key(
    text.default('warehouse.read.duckdb'),
    'A copy for readers, replaced as a whole; relative to the data directory.',
    'a path',
  ),
  everySeconds: key(
    z.number().min(1).max(86_400).default(60),
    'How often the copy is made.',
    'a number from 1 to 86400',
  ),
});

const warehouse = z.strictObject({
  path: key(text.default('warehouse.duckdb'), 'The DuckDB file; relative to the data directory.', 'a path'),
  publish: key(
    publish.nullable().prefault({}),
    'A copy that other programs can open while the pipeline writes; null: none.',
    'an object {"path", "everySeconds"}, or null',
  ),
});

const http = z.strictObject({
  host: key(
    z
      .string()
      .regex(/^[A-Za-z0-9.:_-]+$/)
      .default('127.0.0.1'),
    'Where webhooks, dashboard, health and metrics listen.',
    'a host name or an IP address',
  ),
  port: key(
    z.int().min(0).max(65_535).default(8090),
    'Absent: 8090, or another one when that is taken. Given and taken: an error. 0: any free one.',
    'an integer from 0 to 65535',
  ),
  token: secretKey(
    optionalText,
    'What the dashboard and /api ask for when `host` is not loopback; null: one is made, kept in the data directory and printed.',
    LEGAL_TEXT_OR_NULL,
  ),
});

const externalId = (vendor: string) => key(text.optional(), `What ${vendor} calls it.`, LEGAL_TEXT);

const venue = z.strictObject({
  id: key(z.string().regex(/^[^\s|:]+$/), 'Our own id of the venue.', 'a text without blanks, ":" and "|"'),
  timezone: key(timezone.default('UTC'), 'Gives the business date.', LEGAL_TIMEZONE),
  country: key(country.default('US'), 'Where phone numbers without a country code are from.', LEGAL_COUNTRY),
  currency: key(currency.default('USD'), 'Of what a source gives without a currency.', LEGAL_CURRENCY),
  closeoutHour: key(
    z.int().min(0).max(23).default(4),
    'The hours before it count to the day before.',
    'an integer from 0 to 23',
  ),
  sevenrooms: externalId('SevenRooms'),
  toast: externalId('Toast (the restaurant guid)'),
  square: externalId('Square (the location id)'),
  opentable: externalId('OpenTable (the rid)'),
  service: externalId('Service'),
  resy: externalId('Resy'),
});

/** The config file. Every key has a default but an upstream's own credentials; an upstream that is absent is off. */
export const configSchema = z.strictObject({
  $schema: key(z.string().optional(), 'The JSON Schema of this file, for editors.', 'an address or a path'),
  kafka: kafka.prefault({}),
  warehouse: warehouse.prefault({}),
  http: http.prefault({}),
  clock: key(
    z.enum(['wall', 'event']).default('wall'),
    "wall: time is the wall's. event: time moves with the data only, the same on all partitions (backfills, tests).",
    '"wall" or "event"',
  ),
  venueGroup: key(text.default('default'), 'The name of the venue group.', LEGAL_TEXT),
  venues: z.array(venue).default([]).meta({ description: 'The venues.', legal: 'a list of objects with an "id"' }),
  upstreams: upstreams.prefault({}),
  enrichment: enrichment.prefault({}),
  writeBack: writeBack.prefault({}),
});

export type Config = z.output<typeof configSchema>;
export type Venue = Config['venues'][number];
