import { Kafka, logLevel } from 'kafkajs';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { registerSchemas } from '../../runtime/registry/schemas.ts';
import { ensureTopics, type TopicsOptions } from '../../runtime/registry/topics.ts';
import { type AnyTopic, allTopics, topics } from '../../schemas/topics.ts';
import { type TestStack, useStack } from './stack-fixture.ts';

let prefixes = 0;
const freshPrefix = () => `registry-${process.pid}-${Date.now().toString(36)}-${prefixes++}.`;

let stack: TestStack;
beforeAll(async () => {
  stack = await useStack();
});

describe('the registry', () => {
  const register = (topicPrefix: string, of: readonly AnyTopic[] = allTopics) =>
    registerSchemas({ url: stack.schemaRegistry, topicPrefix, topics: of });
  const level = (subject: string) => `${stack.schemaRegistry}/config/${subject}`;
  const levelOf = async (subject: string) => (await request(level(subject))).body.json();

  test('knows every topic after a start, under the same ids after the next, whoever starts', async () => {
    const prefix = freshPrefix();
    const [first, beside] = await Promise.all([register(prefix), register(prefix)]);
    expect([...first.ids.keys()].sort()).toEqual(allTopics.map((topic) => topic.name).sort());
    expect(beside.ids).toEqual(first.ids);
    expect((await register(prefix)).ids).toEqual(first.ids);
    expect(await first.load(first.ids.get('orders')!)).toEqual(topics.orders.schema);
  });

  test('holds the level that subjects have by the contract, also when it had lost it', async () => {
    const prefix = freshPrefix();
    const subject = `${prefix}orders-value`;
    await register(prefix, [topics.orders]);
    expect(await levelOf(subject)).toEqual({ compatibilityLevel: 'BACKWARD_TRANSITIVE' });
    await request(level(subject), {
      method: 'PUT',
      body: '{"compatibility":"NONE"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await levelOf(subject)).toEqual({ compatibilityLevel: 'NONE' });
    await register(prefix, [topics.orders]);
    expect(await levelOf(subject)).toEqual({ compatibilityLevel: 'BACKWARD_TRANSITIVE' });
  });

  test('is not given a schema that could not read what is there, and it is said which field and why', async () => {
    const prefix = freshPrefix();
    const ids = await register(prefix, [topics.clock]);
    const by = { name: 'by', type: 'string', doc: 'New, without a default.' };
    const changed = {
      ...topics.clock,
      schema: { ...topics.clock.schema, fields: [...topics.clock.schema.fields, by] },
    };
    await expect(register(prefix, [changed])).rejects.toMatchObject({
      kind: 'fatal',
      reason: 'incompatible_schema',
      message: `${prefix}_clock-value: by is new and has no default, so version 1 could not be read any more`,
    });
    expect((await register(prefix, [topics.clock])).ids).toEqual(ids.ids);
  });

  test('takes a schema that reads all that is there, under a new id', async () => {
    const prefix = freshPrefix();
    const ids = await register(prefix, [topics.clock]);
    const by = { name: 'by', type: ['null', 'string'], default: null, doc: 'New, with a default.' };
    const changed = {
      ...topics.clock,
      schema: { ...topics.clock.schema, fields: [...topics.clock.schema.fields, by] },
    };
    const after = await register(prefix, [changed]);
    expect(after.ids.get('_clock')).not.toBe(ids.ids.get('_clock'));
  });

  test('that is away may be asked again', async () => {
    const asked = registerSchemas({ url: 'http://127.0.0.1:1/apis/ccompat/v7', topicPrefix: '', topics: allTopics });
    await expect(asked).rejects.toMatchObject({ kind: 'retry', reason: 'registry_away' });
  });

  test('says that it does not know an id', async () => {
    const { load } = await register(freshPrefix(), [topics.clock]);
    await expect(load(99_999_999)).rejects.toMatchObject({ kind: 'poison', reason: 'unknown_schema_id' });
  });
});

describe('the topics', () => {
  const admin = () => new Kafka({ brokers: stack.brokers, logLevel: logLevel.NOTHING }).admin();
  let asking: ReturnType<typeof admin>;
  beforeAll(async () => {
    asking = admin();
    await asking.connect();
  });
  afterAll(() => asking.disconnect());

  const ensure = (topicPrefix: string, changed: Partial<TopicsOptions> = {}) =>
    ensureTopics({
      brokers: stack.brokers,
      clientId: 'registry-test',
      logger: () => {},
      topicPrefix,
      topics: [topics.orders, topics.deliveries],
      partitions: 4,
      replicationFactor: 1,
      retentionDays: null,
      eraseWithinHours: 24,
      ...changed,
    });

  /** The controller says yes a moment before the broker knows. */
  const settled = (topic: string, expected: Record<string, string>) =>
    vi.waitFor(async () => expect(await settings(topic)).toMatchObject(expected), { timeout: 20_000, interval: 20 });

  async function settings(topic: string): Promise<Record<string, string>> {
    const { resources } = await asking.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 2, name: topic }],
    });
    return Object.fromEntries(resources[0]!.configEntries.map((entry) => [entry.configName, entry.configValue]));
  }

  test('are created with their partitions, compacted, and due for erasing in time', async () => {
    const prefix = freshPrefix();
    await Promise.all([ensure(prefix), ensure(prefix)]);
    const { topics: found } = await asking.fetchTopicMetadata({ topics: [`${prefix}orders`, `${prefix}_deliveries`] });
    expect(found.map((topic) => topic.partitions.length)).toEqual([4, 4]);
    const hours = 3_600_000;
    await settled(`${prefix}orders`, {
      'cleanup.policy': 'compact',
      'max.compaction.lag.ms': String(12 * hours),
      'delete.retention.ms': String(24 * hours),
    });
    await settled(`${prefix}_deliveries`, { 'max.message.bytes': String(2 * 1024 * 1024) });
  });

  test('follow the config after the first start, and keep what else somebody has set', async () => {
    const prefix = freshPrefix();
    await ensure(prefix);
    const name = `${prefix}orders`;
    const others = Object.entries({ ...(await settings(name)), 'segment.ms': '3600000' }).filter(([key]) =>
      ['cleanup.policy', 'segment.ms'].includes(key),
    );
    const configEntries = others.map(([key, value]) => ({ name: key, value }));
    await asking.alterConfigs({ validateOnly: false, resources: [{ type: 2, name, configEntries }] });
    await ensure(prefix, { retentionDays: 30, eraseWithinHours: 4 });
    await settled(name, {
      'cleanup.policy': 'compact,delete',
      'retention.ms': String(30 * 24 * 3_600_000),
      'delete.retention.ms': String(4 * 3_600_000),
      'segment.ms': '3600000',
    });
    await ensure(prefix);
    await settled(name, { 'cleanup.policy': 'compact', 'segment.ms': '3600000' });
  });

  test('keep their number of partitions: another is refused, naming the topic', async () => {
    const prefix = freshPrefix();
    await ensure(prefix);
    await expect(ensure(prefix, { partitions: 6 })).rejects.toMatchObject({
      kind: 'fatal',
      reason: 'partitions_changed',
      message: expect.stringMatching(/kafka\.partitions is 6, but the topic registry-.*(orders|_deliveries) has 4/),
    });
  });

  test('with more replicas than brokers are not created, and it is said why', async () => {
    await expect(ensure(freshPrefix(), { replicationFactor: 3 })).rejects.toMatchObject({
      kind: 'fatal',
      reason: 'invalid_replication_factor',
    });
  });

  test('of brokers that are away may be asked again', async () => {
    await expect(ensure('', { brokers: ['127.0.0.1:1'] })).rejects.toMatchObject({ kind: 'retry' });
  });
});
