import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { processorsOf } from '../../pipeline.ts';
import { createCodec } from '../../runtime/codec/codec.ts';
import { configOf } from '../../runtime/config/load.ts';
import { Failure } from '../../runtime/failures.ts';
import type { Log, NewRecord } from '../../runtime/log/types.ts';
import { runClock } from '../../runtime/sources/clock.ts';
import { runDeliveries } from '../../runtime/sources/deliveries.ts';
import { runSources } from '../../runtime/sources/sources.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { runProcessors } from '../../runtime/tasks/processors.ts';
import { inputsOf } from '../../runtime/tasks/restore.ts';
import type { AnySource } from '../../runtime/types.ts';
import { partitionOf } from '../../schemas/partition.ts';
import { storedTableOf } from '../../schemas/tables.ts';
import { type AnyTopic, allTopics, topics } from '../../schemas/topics.ts';
import { PARTITIONS, recordFor, until, write } from '../tasks/fixture.ts';
import { folder, memoryLog, order, sinkOf, warehouseAt } from './fixture.ts';

const processors = processorsOf(configOf({}));

/** Who reads the topic as input: what cannot be read is a dead letter of each. */
function refusing(topic: AnyTopic): string[] {
  const stored = storedTableOf(topic.name) !== undefined || topic.name === topics.clock.name;
  return [
    ...processors.filter((one) => inputsOf(one).some(({ name }) => name === topic.name)).map(({ name }) => name),
    ...(topic.name === topics.deliveries.name ? ['deliveries'] : []),
    ...(stored ? ['duckdb'] : []),
  ];
}

/** Who wrote the topic as its own state: nobody else may, so it goes no further until somebody has looked. */
function failing({ name }: AnyTopic): string[] {
  if (name === topics.tasks.name) return processors.map((one) => one.name);
  if (name === topics.cursors.name || name === topics.marks.name) return ['sources'];
  if (name === topics.clock.name) return ['clock'];
  return processors.filter(({ changelogs }) => changelogs.some((one) => one.name === name)).map((one) => one.name);
}

/** As the registry answers for an id that it does not know. */
const codec = createCodec({
  ids: new Map(allTopics.map((topic, i) => [topic.name, i + 1])),
  load: async () => Promise.reject(new Failure('poison', 'unknown_schema_id')),
});

const keys = [...Array(100).keys()].map((n) => `k${n}`);
const here = keys.find((name) => partitionOf(name, PARTITIONS) === 0)!;
const elsewhere = keys.find((name) => partitionOf(name, PARTITIONS) !== 0)!;

/** All of partition 0, with the reason for which each is refused. */
function wrongOn(topic: AnyTopic): readonly (readonly [reason: string, record: NewRecord])[] {
  const record = (value: Buffer | null, key = here): NewRecord => {
    return { topic: topic.name, partition: 0, key: Buffer.from(key), value };
  };
  const frame = Buffer.from([0, 0, 0, 0, allTopics.indexOf(topic) + 1]);
  return [
    ['no_key', record(frame, '')],
    ['no_schema_id', record(Buffer.from('{"not": "avro"}'))],
    ['no_schema_id', record(Buffer.alloc(0))],
    ['undecodable', record(frame)],
    ['undecodable', record(Buffer.concat([frame, Buffer.alloc(200, 0xff)]))],
    ['unknown_schema_id', record(Buffer.from([0, 0, 0, 99, 99, 1]))],
    // A removal; of ticks nobody asks where they lie.
    ...(topic.key.length > 0 ? [['wrong_partition', record(null, elsewhere)] as const] : []),
  ];
}

const components: Component[] = [];
afterEach(async () => {
  await Promise.all(components.splice(0).map((component) => component.stop()));
});

const source: AnySource = {
  name: 'till',
  upstream: 'acme',
  poll_every_ms: 60_000,
  async *poll() {
    yield { decoded: [], cursor: 1 };
  },
};

async function pipelineOn(log: Log) {
  const common = { log, codec, clock: { now_ms: () => 1_000 }, rejoin: { first_ms: 1, max_ms: 5 } };
  const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
  const sink = await sinkOf(log, warehouse, { codec });
  components.push(
    runSources({ ...common, sources: [source] }),
    runDeliveries({ ...common, resolvers: new Map() }),
    // With event time it reads the topics of events too.
    runClock({ ...common, mode: 'event' }),
    ...runProcessors({ ...common, processors, idle_commit_ms: 1 }),
  );
  return { warehouse, stages: [...components, sink] };
}

/** Of snapshots only what a manifest names is read: see the tests of snapshots. */
const read = allTopics.filter((topic) => topic !== topics.snapshots);

test.each(read)('wrong bytes on $name are refused or stop who wrote it, and the rest goes on', async (topic) => {
  const log = memoryLog();
  const wrong = wrongOn(topic);
  const good = order('toast:good');
  await write(log, [...wrong.map(([, record]) => record), recordFor(topics.orders, good)]);
  const { warehouse, stages } = await pipelineOn(log);
  const refusers = refusing(topic).filter((name) => !failing(topic).includes(name));
  expect(refusers.length + failing(topic).length).toBeGreaterThan(0);

  const failed = () => stages.map((one) => one.status()).filter(({ state }) => state === 'failed');
  await until(() => failed().length === failing(topic).length, 'who wrote it stops', 20_000);
  expect(failed().map(({ name, error }) => `${name}: ${error?.reason}`)).toEqual(
    stages
      .map(({ name }) => name)
      .filter((name) => failing(topic).includes(name))
      .map((name) => `${name}: unreadable_state`),
  );

  const letters = async () =>
    (await warehouse.rows('SELECT id, reason FROM dead_letters')).map(({ id, reason }) => `${id} ${reason}`);
  const all = refusers.flatMap((stage) =>
    wrong.map(([reason], offset) => `${stage}|${topic.name}|0|${offset} ${reason}`),
  );
  await until(async () => (await letters()).length >= all.length, 'dead letters', 20_000);
  expect((await letters()).sort()).toEqual(all.sort());

  const there = () => warehouse.rows("SELECT count(*) AS n FROM orders WHERE order_id = 'toast:good'");
  await until(async () => (await there())[0]?.n === 1, 'the good order', 20_000);
  const others = stages.filter(({ name }) => !failing(topic).includes(name));
  await until(() => others.every((one) => one.status().state === 'running'), 'the others to run', 20_000);
});
