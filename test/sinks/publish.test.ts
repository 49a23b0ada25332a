import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { until } from '../tasks/fixture.ts';
import { caughtUp, folder, memoryLog, order, putOrders, sinkOf, stop, warehouseAt } from './fixture.ts';

/** What another program sees in a file of DuckDB, or why it cannot open it. */
async function seen(path: string, mode: 'READ_ONLY' | 'READ_WRITE'): Promise<string> {
  const program = `
    import { DuckDBInstance } from '@duckdb/node-api';
    try {
      const db = await DuckDBInstance.create(${JSON.stringify(path)}, { access_mode: '${mode}' });
      const connection = await db.connect();
      console.log((await connection.runAndReadAll('SELECT count(*) FROM orders')).getRows()[0][0].toString());
    } catch (error) {
      console.log(error.message);
    }`;
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd });
  return stdout.trim();
}

test('other programs read a copy while the sink writes, and none can open the warehouse itself', async () => {
  const log = memoryLog();
  const at = folder();
  const [path, copy] = [join(at, 'w.duckdb'), join(at, 'w.read.duckdb')];
  const warehouse = await warehouseAt(path);
  const sink = await sinkOf(log, warehouse, { publish: { path: copy, every_ms: 20 } });
  await putOrders(log, [order('toast:1'), order('toast:2')]);
  await caughtUp(log, sink);
  await until(async () => existsSync(copy) && (await seen(copy, 'READ_ONLY')) === '2', 'the copy');
  expect(await seen(path, 'READ_ONLY')).toMatch(/lock/);
  expect(await seen(path, 'READ_WRITE')).toMatch(/lock/);
  await putOrders(log, [order('toast:3')]);
  await caughtUp(log, sink);
  await stop(sink);
  expect(sink.status().publish_error).toBeUndefined();
  expect(await seen(copy, 'READ_ONLY')).toBe('3');
  expect(await seen(path, 'READ_ONLY')).toMatch(/lock/);
});

test('nothing new, no new copy', async () => {
  const log = memoryLog();
  const at = folder();
  const copy = join(at, 'w.read.duckdb');
  const warehouse = await warehouseAt(join(at, 'w.duckdb'));
  const sink = await sinkOf(log, warehouse, { publish: { path: copy, every_ms: 1_000_000 } });
  await putOrders(log, [order('toast:1')]);
  await caughtUp(log, sink);
  await sink.publish();
  const { ino } = statSync(copy);
  await sink.publish();
  expect(statSync(copy).ino).toBe(ino);
  await putOrders(log, [order('toast:2')]);
  await caughtUp(log, sink);
  await sink.publish();
  expect(statSync(copy).ino).not.toBe(ino);
});
