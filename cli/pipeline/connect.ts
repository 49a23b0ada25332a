import { request } from 'undici';
import { type Codec, createCodec } from '../../runtime/codec/codec.ts';
import type { Config } from '../../runtime/config/schema.ts';
import { Failure } from '../../runtime/failures.ts';
import { knownFault } from '../../runtime/log/kafka/known-faults.ts';
import { type ClusterConfig, Link } from '../../runtime/log/kafka/link.ts';
import { openKafkaLog } from '../../runtime/log/kafka.ts';
import type { Log } from '../../runtime/log/types.ts';
import { lineOf } from '../../runtime/logging/adapters.ts';
import type { Log as Logger } from '../../runtime/logging/log.ts';
import { registerSchemas } from '../../runtime/registry/schemas.ts';
import { ensureTopics } from '../../runtime/registry/topics.ts';
import { allTopics, topics } from '../../schemas/topics.ts';
import { openStack } from '../../stack/open-stack.ts';

/** The log with its codec, ready to use. */
export interface Connection {
  readonly log: Log;
  readonly codec: Codec;
  readonly brokers: readonly string[];
  readonly schemaRegistry: string;
  /** Each resolves when it answers. */
  readonly reachable: { broker(): Promise<unknown>; registry(): Promise<unknown> };
  close(): Promise<void>;
}

export interface Connecting {
  readonly config: Config;
  readonly dataDir: string;
  readonly cacheDir: string;
  /** What this process calls itself to other users of the local stack. */
  readonly as: string;
  readonly logger: Logger;
  note(line: string): void;
  /** A line that the next one replaces. */
  pass(line: string): void;
  /** The local stack is lost for good. */
  onLost?(error: Error): void;
}

/** The config's brokers and registry, else the local stack; topics there, schemas registered. */
export async function connect(connecting: Connecting): Promise<Connection> {
  const { config, logger } = connecting;
  const { brokers, schemaRegistry, close } = await standing(connecting);
  try {
    const { topicPrefix, partitions, replicationFactor, retentionDays, eraseWithinHours } = config.kafka;
    const cluster = clusterOf(config, brokers, logger);
    const of = { topicPrefix, topics: allTopics };
    const settings = { partitions, replicationFactor, retentionDays, eraseWithinHours };
    const [schemas] = await Promise.all([
      registerSchemas({ ...of, url: schemaRegistry }),
      ensureTopics({ ...cluster, ...of, ...settings }),
    ]);
    if (config.kafka.brokers !== undefined) await noteFault(cluster, connecting);
    const log = await openKafkaLog({ ...cluster, topicPrefix, partitions });
    const closeAll = async () => {
      await log.close();
      await close();
    };
    const reachable = { broker: () => log.ends(topics.orders.name), registry: () => answering(schemaRegistry) };
    return { log, codec: createCodec(schemas), brokers, schemaRegistry, reachable, close: closeAll };
  } catch (error) {
    await close();
    throw error;
  }
}

/** For brokers that are not the pinned ones. */
async function noteFault(cluster: ClusterConfig, { note }: Connecting): Promise<void> {
  const link = new Link(cluster);
  try {
    const fault = await knownFault(await link.any());
    if (fault !== undefined) note(`warning: ${fault}; regulars doctor says what to do`);
  } finally {
    await link.close();
  }
}

async function answering(schemaRegistry: string): Promise<void> {
  const response = await request(`${schemaRegistry}/subjects`, { headersTimeout: 3_000, bodyTimeout: 3_000 });
  await response.body.dump();
  if (response.statusCode >= 400)
    throw new Failure('retry', 'registry_away', { message: `HTTP ${response.statusCode}` });
}

interface Standing {
  readonly brokers: readonly string[];
  readonly schemaRegistry: string;
  close(): Promise<void>;
}

async function standing({ config, dataDir, cacheDir, as, note, pass, onLost }: Connecting): Promise<Standing> {
  const { brokers, schemaRegistry } = config.kafka;
  if (brokers !== undefined) return { brokers, schemaRegistry, close: async () => {} };
  const stack = await openStack({
    dataDir,
    cacheDir,
    as,
    onProgress: ({ text, passing }) => (passing ? pass(text) : note(text)),
    ...(onLost && { onLost }),
  });
  return stack;
}

function clusterOf({ kafka }: Config, brokers: readonly string[], logger: Logger): ClusterConfig {
  const { ssl, sasl } = kafka;
  return { brokers, clientId: 'regulars', ssl, sasl: saslOf(sasl), logger: lineOf(logger.of('kafka')) };
}

/** One object per mechanism is how the client's types tell them apart. */
function saslOf(sasl: Config['kafka']['sasl']): ClusterConfig['sasl'] {
  if (sasl === null) return undefined;
  const { mechanism, username, password } = sasl;
  if (mechanism === 'plain') return { mechanism, username, password };
  return mechanism === 'scram-sha-256' ? { mechanism, username, password } : { mechanism, username, password };
}
