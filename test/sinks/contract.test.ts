import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import avsc from 'avsc';
import { describe, expect, test } from 'vitest';
import { createCodec } from '../../runtime/codec/codec.ts';
import { RecordsOf } from '../../runtime/log/record.ts';
import type { Log, NewRecord } from '../../runtime/log/types.ts';
import type { Origin } from '../../runtime/types.ts';
import type { AvroRecord } from '../../schemas/avro.ts';
import { schemas } from '../../schemas/generated/schemas.ts';
import { tableViews } from '../../schemas/table-views.ts';
import { allTopics, topics } from '../../schemas/topics.ts';
import type { Warehouse } from '../../sinks/duckdb/warehouse.ts';
import { recordFor, tableOf, tick, until, write } from '../tasks/fixture.ts';
import { wrapped } from '../tasks/wrapped-log.ts';
import {
  caughtUp,
  closeWarehouse,
  day,
  filled,
  folder,
  memoryLog,
  order,
  putOrders,
  sinkOf,
  spendAt,
  stop,
  warehouseAt,
} from './fixture.ts';

const DAY_MS = 86_400_000;

/** All rows of all tables, in an order of their own. Without what goes by the time of asking. */
async function contents(warehouse: Warehouse): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const { name } of tableViews.filter(({ name }) => name !== 'missed_deliveries'))
    all[name] = await warehouse.rows(`SELECT * FROM "${name}" ORDER BY ALL`);
  return all;
}

const remove = ({ topic, partition, key }: NewRecord): NewRecord => ({ topic, partition, key, value: null });

const identity = (member: string, guest_id: string) =>
  recordFor(topics.guest_identities, {
    member,
    guest_id,
    canonical_client_id: null,
    canonical_visits: null,
    canonical_created_at: null,
    email: member,
    phone: null,
    name: null,
    opted_out: null,
    decided: false,
  });

/** A life on the log: versions out of order, rows written again, removals, several topics. */
async function live(log: Log): Promise<void> {
  const page: Origin = { kind: 'page', source: 'toast:orders', page: '7' };
  for (let round = 0; round < 6; round++) {
    await putOrders(
      log,
      Array.from({ length: 8 }, (_, i) =>
        order(`toast:${i}`, {
          version: [3, 1, 2, 5, 5, 4][round]!,
          net_minor: 100 * round + i,
          email: `g${i}@example.com`,
        }),
      ),
      page,
    );
    const rows = Array.from({ length: 8 }, (_, i) =>
      recordFor(topics.guest_spend_history, spendAt(`g_${i % 3}`, `toast:${i}`, { spend_90d_minor: round })),
    );
    await write(log, rows);
    if (round % 2 === 1) await write(log, rows.slice(0, 3).map(remove));
    await write(log, [identity('g1@example.com', `g_${round}`), ...tick(day(round))]);
  }
}

describe('rows and positions', () => {
  test('whatever moment the process dies at, the next one ends with the same tables', async () => {
    const log = memoryLog(4);
    await live(log);
    const expected = await contents(await filled(log));
    const at = folder();
    const copies: string[] = [];
    const path = join(at, 'live.duckdb');
    const warehouse = await warehouseAt(path);
    let statements = 0;
    const dying = watched(warehouse, () => {
      if (++statements % 9 !== 0) return;
      const copy = join(at, `dead-${statements}.duckdb`);
      copies.push(copy);
      for (const end of ['', '.wal']) cpSync(path + end, copy + end, { force: true });
    });
    const sink = await sinkOf(log, dying, { max_records: 8 });
    await caughtUp(log, sink);
    await stop(sink);
    expect(await contents(warehouse)).toEqual(expected);
    expect(copies.length).toBeGreaterThan(10);
    for (const copy of copies.filter((_, i) => i % Math.ceil(copies.length / 12) === 0)) {
      const revived = await filled(log, copy);
      expect(await contents(revived)).toEqual(expected);
      closeWarehouse(revived);
    }
  });

  test('a transaction that fails half way leaves nothing, and is done again', async () => {
    const log = memoryLog(4);
    await live(log);
    const expected = await contents(await filled(log));
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    let [statements, open] = [0, false];
    const failing = watched(warehouse, () => {
      if (open && ++statements % 40 === 0) throw new Error('IO Error: the disk is gone for a moment');
    });
    const sink = await sinkOf(log, failing, { max_records: 8 });
    open = true;
    await caughtUp(log, sink);
    expect(sink.status().state).toBe('running');
    await stop(sink);
    expect(statements).toBeGreaterThan(200);
    expect(await contents(warehouse)).toEqual(expected);
  });

  test('the sink comes before queries where memory is short', async () => {
    const log = memoryLog(4);
    await live(log);
    const expected = await contents(await filled(log));
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    let [statements, interrupted, open] = [0, 0, false];
    const short = watched({ ...warehouse, interruptQueries: () => void interrupted++ }, () => {
      if (open && ++statements % 25 === 0) throw new Error('Out of Memory Error: failed to allocate');
    });
    const sink = await sinkOf(log, short, { max_records: 8 });
    open = true;
    await caughtUp(log, sink);
    await stop(sink);
    expect(interrupted).toBeGreaterThan(0);
    expect(await contents(warehouse)).toEqual(expected);
  });

  test('rows that were staged with too early a look at the store are staged again', async () => {
    const log = memoryLog(4);
    await live(log);
    const expected = await contents(await filled(log));
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    let [again, joined] = [0, 0];
    const early = lookingAtOnce(warehouse, () => again++);
    const counted: Log['join'] = (options) => {
      joined++;
      return log.join(options);
    };
    const sink = await sinkOf(wrapped(log, { join: counted }), early, { max_records: 8 });
    await caughtUp(log, sink);
    await stop(sink);
    expect(again).toBeGreaterThan(0);
    // Nothing failed and was read again.
    expect(joined).toBe(1);
    expect(await contents(warehouse)).toEqual(expected);
  });

  test('records that come twice count once', async () => {
    const log = memoryLog();
    await live(log);
    const expected = await contents(await filled(log));
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    const sink = await sinkOf(twice(log), warehouse);
    await caughtUp(log, sink);
    await stop(sink);
    expect(await contents(warehouse)).toEqual(expected);
  });

  test('a second process cannot open the warehouse, nor this one a second time', async () => {
    const path = join(folder(), 'w.duckdb');
    await warehouseAt(path);
    await expect(warehouseAt(path)).rejects.toMatchObject({ reason: 'warehouse_open' });
  });

  test('ticks are remembered by partition', async () => {
    const log = memoryLog();
    await write(log, [...tick(day(3)), ...tick(day(4))]);
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    const sink = await sinkOf(log, warehouse);
    await caughtUp(log, sink);
    expect(sink.status().tick_ms).toBe(day(4));
    await stop(sink);
    expect(await warehouse.rows('SELECT DISTINCT "at" FROM store.ticks')).toEqual([{ at: '2026-01-05T20:00:00.000Z' }]);
  });
});

describe('an older file', () => {
  async function older(log: Log) {
    const path = join(folder(), 'w.duckdb');
    const warehouse = await warehouseAt(path);
    const sink = await sinkOf(log, warehouse);
    await caughtUp(log, sink);
    await stop(sink);
    // Stands for a row whose removal is on the log no more.
    await warehouse.rows(`INSERT INTO store.loyalty_changes BY NAME
      SELECT 0 AS _key, 'g_gone' AS guest_id, 'member' AS to_tier, 'visits' AS reason, now() AS changed_at`);
    closeWarehouse(warehouse);
    return path;
  }
  const gone = "SELECT guest_id FROM loyalty_changes WHERE guest_id = 'g_gone'";

  test('is read on from where it stands', async () => {
    const log = memoryLog();
    await live(log);
    const path = await older(log);
    await live(log);
    const warehouse = await filled(log, path);
    expect(await warehouse.rows(gone)).toHaveLength(1);
    const { loyalty_changes, ...rest } = await contents(warehouse);
    expect(loyalty_changes).toHaveLength(1);
    expect({ ...rest, loyalty_changes: [] }).toEqual(await contents(await filled(log)));
  });

  test('is filled afresh when removals it has not read may be gone from the log', async () => {
    const log = memoryLog();
    await live(log);
    const path = await older(log);
    await live(log);
    const warehouse = await warehouseAt(path);
    const sink = await sinkOf(log, warehouse, { now_ms: () => Date.now() + 1.1 * DAY_MS });
    await caughtUp(log, sink);
    await stop(sink);
    expect(await warehouse.rows(gone)).toEqual([]);
    expect(await contents(warehouse)).toEqual(await contents(await filled(log)));
  });

  test('that misses nothing is kept, however old', async () => {
    const log = memoryLog();
    await live(log);
    const warehouse = await warehouseAt(await older(log));
    const sink = await sinkOf(log, warehouse, { now_ms: () => Date.now() + 90 * DAY_MS });
    await caughtUp(log, sink);
    await stop(sink);
    expect(await warehouse.rows(gone)).toHaveLength(1);
  });

  test('of another log is filled afresh', async () => {
    const before = memoryLog();
    await live(before);
    await live(before);
    const path = await older(before);
    const log = memoryLog();
    await live(log);
    const warehouse = await filled(log, path);
    expect(await contents(warehouse)).toEqual(await contents(await filled(log)));
  });
});

test('a rebuild empties the tables and reads the log from its beginning', async () => {
  const log = memoryLog();
  await live(log);
  const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
  const sink = await sinkOf(log, warehouse);
  await caughtUp(log, sink);
  const before = await contents(warehouse);
  await warehouse.rows('DELETE FROM store.orders WHERE net_minor % 2 = 0');
  expect(await contents(warehouse)).not.toEqual(before);
  await sink.rebuild();
  await caughtUp(log, sink);
  await stop(sink);
  expect(await contents(warehouse)).toEqual(before);
});

describe('what cannot be stored', () => {
  test('becomes a dead letter, and the stream goes on', async () => {
    const log = memoryLog();
    const far = order('toast:far', { business_date: 2_147_483_647 });
    await putOrders(log, [order('toast:1'), far, order('toast:2')]);
    await write(log, [{ ...recordFor(topics.orders, order('toast:3')), value: Buffer.from('nonsense') }]);
    await putOrders(log, [order('toast:4')]);
    const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
    const sink = await sinkOf(log, warehouse);
    await caughtUp(log, sink);
    await until(async () => (await tableOf(log, topics.dead_letters)).size === 2, 'two dead letters');
    await caughtUp(log, sink);
    await stop(sink);
    expect(await warehouse.rows('SELECT order_id FROM orders ORDER BY order_id')).toEqual([
      { order_id: 'toast:1' },
      { order_id: 'toast:2' },
      { order_id: 'toast:4' },
    ]);
    expect(await warehouse.rows('SELECT stage, topic, reason, payload FROM dead_letters ORDER BY reason')).toEqual([
      { stage: 'duckdb', topic: 'orders', reason: 'no_schema_id', payload: 'nonsense' },
      { stage: 'duckdb', topic: 'orders', reason: 'unstorable', payload: expect.any(String) },
    ]);
  });

  test('JSON that is none is kept as a text', async () => {
    const log = memoryLog();
    await putOrders(log, [order('toast:1', { extra: '{"a":"\\ud800"}' }), order('toast:2', { extra: '{"a":1}' })]);
    const warehouse = await filled(log);
    expect(await warehouse.rows('SELECT extra FROM orders ORDER BY order_id')).toEqual([
      { extra: '{"a":"\\ud800"}' },
      { extra: { a: 1 } },
    ]);
  });

  test('odd texts come out as they went in', async () => {
    const log = memoryLog();
    const odd = ['a\u0000b', '","', '\u2028', '{"k":1}', '😀', "'; DROP TABLE x; --", 'null', '', '\\', '\n'];
    await putOrders(
      log,
      odd.map((name, i) => order(`toast:${i}`, { name })),
    );
    const rows = await (await filled(log)).rows('SELECT name FROM orders ORDER BY order_id');
    expect(rows.map(({ name }) => name)).toEqual(odd);
  });
});

test('a record of an older writer is read, its missing fields as their defaults', async () => {
  const OLDER = 999;
  const { orders } = schemas;
  const older = {
    ...orders,
    fields: orders.fields.filter(({ name }) => name !== 'extra' && name !== 'reservation_id'),
  };
  const log = memoryLog();
  await write(log, [{ ...recordFor(topics.orders, order('toast:1')), value: encoded(older, OLDER, order('toast:1')) }]);
  const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
  const ids = new Map(allTopics.map((topic, i) => [topic.name, i + 1]));
  const sink = await sinkOf(log, warehouse, { codec: createCodec({ ids, load: async () => older }) });
  await caughtUp(log, sink);
  await stop(sink);
  expect(await warehouse.rows('SELECT order_id, reservation_id, extra FROM orders')).toEqual([
    { order_id: 'toast:1', reservation_id: null, extra: null },
  ]);
});

test('a merge changes the guest of every order and check of the member', async () => {
  const log = memoryLog();
  await putOrders(log, [order('toast:1', { email: 'a@example.com' }), order('toast:2', { email: 'b@example.com' })]);
  await write(log, [identity('a@example.com', 'g_a'), identity('b@example.com', 'g_b')]);
  const warehouse = await warehouseAt(join(folder(), 'w.duckdb'));
  const sink = await sinkOf(log, warehouse);
  await caughtUp(log, sink);
  const guests =
    'SELECT o.guest_id AS o, c.guest_id AS c FROM orders o JOIN order_checks c USING (order_id) ORDER BY 1';
  expect(await warehouse.rows(guests)).toEqual([
    { o: 'g_a', c: 'g_a' },
    { o: 'g_b', c: 'g_b' },
  ]);
  await write(log, [identity('b@example.com', 'g_a')]);
  await caughtUp(log, sink);
  await stop(sink);
  expect(await warehouse.rows(guests)).toEqual([
    { o: 'g_a', c: 'g_a' },
    { o: 'g_a', c: 'g_a' },
  ]);
  expect(await warehouse.rows('SELECT guest_id, email, visits FROM guests')).toEqual([
    { guest_id: 'g_a', email: 'a@example.com', visits: 0 },
  ]);
});

/** The warehouse, with `before` called before every statement of the sink, and every chunk of rows. */
function watched(warehouse: Warehouse, before: () => void): Warehouse {
  // The statements of a script fail, and the process dies, one by one.
  const runEach = async (connection: DuckDBConnection, script: string): Promise<unknown> => {
    let result: unknown;
    for (const sql of script.split(';\n')) {
      before();
      result = await connection.run(sql);
    }
    return result;
  };
  // The sink uses connections and appenders by their methods alone.
  const hook = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(of, name) {
        const member: unknown = Reflect.get(of, name);
        if (typeof member !== 'function') return member;
        if (name === 'run') return (script: string) => runEach(of as DuckDBConnection, script);
        return (...args: unknown[]) => {
          if (name === 'appendDataChunk') before();
          const result: unknown = Reflect.apply(member, of, args);
          return name === 'createAppender' ? (result as Promise<object>).then(hook) : result;
        };
      },
    });
  const connect = async () => hook(await warehouse.database.connect());
  return { ...warehouse, database: { ...warehouse.database, connect } };
}

/** The warehouse, where a transaction looks at the store as soon as it begins; tells of those that are undone. */
function lookingAtOnce(warehouse: Warehouse, undone: () => void): Warehouse {
  const connect = async () => {
    const connection = await warehouse.database.connect();
    const run = connection.run.bind(connection);
    connection.run = async (sql, ...others) => {
      if (sql === 'ROLLBACK') undone();
      const result = await run(sql, ...others);
      if (sql === 'BEGIN') await run('SELECT txid_current()');
      return result;
    };
    return connection;
  };
  return { ...warehouse, database: { ...warehouse.database, connect } };
}

/** Delivers every batch, its first record, and all of it again. */
function twice(log: Log): Log {
  const join: Log['join'] = (options) =>
    log.join({
      ...options,
      async records(batch) {
        await options.records(batch);
        const [first] = batch.records;
        if (first !== undefined) {
          await options.records({ ...batch, records: new RecordsOf([first]), next_offset: first.offset + 1 });
        }
        await options.records(batch);
      },
    });
  return wrapped(log, { join });
}

function encoded(schema: AvroRecord, id: number, value: unknown): Buffer {
  const frame = Buffer.alloc(5);
  frame.writeUInt32BE(id, 1);
  // The schemas of the project are what avsc takes.
  const type = avsc.Type.forSchema(schema as avsc.Schema, { wrapUnions: false, logicalTypes: {} });
  return Buffer.concat([frame, type.toBuffer(value)]);
}
