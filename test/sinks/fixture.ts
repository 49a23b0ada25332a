import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openMemoryLog } from '../../runtime/log/memory.ts';
import type { Log } from '../../runtime/log/types.ts';
import { recordOf } from '../../runtime/tasks/records.ts';
import type { Origin } from '../../runtime/types.ts';
import type { Check, GuestSpendAt, Item, Order } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { type DuckdbSink, type DuckdbSinkOptions, runDuckdbSink } from '../../sinks/duckdb/sink.ts';
import { openWarehouse, type Warehouse, type WarehouseOptions } from '../../sinks/duckdb/warehouse.ts';
import { codec, PARTITIONS, until, write } from '../tasks/fixture.ts';

const folders: string[] = [];
const running = new Set<DuckdbSink>();
const open = new Set<Warehouse>();

afterEach(async () => {
  await Promise.all([...running].map((sink) => sink.stop()));
  running.clear();
  for (const warehouse of open) warehouse.close();
  open.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'regulars-'));
  folders.push(path);
  return path;
}

export function memoryLog(batch_offsets = 500) {
  return openMemoryLog({ partitions: PARTITIONS, batch_offsets });
}

export async function warehouseAt(path: string, options: Partial<WarehouseOptions> = {}): Promise<Warehouse> {
  const warehouse = await openWarehouse({ path, memory_bytes: 256 * 1024 * 1024, ...options });
  open.add(warehouse);
  return warehouse;
}

export function closeWarehouse(warehouse: Warehouse): void {
  open.delete(warehouse);
  warehouse.close();
}

export async function sinkOf(
  log: Log,
  warehouse: Warehouse,
  options: Partial<DuckdbSinkOptions> = {},
): Promise<DuckdbSink> {
  const sink = await runDuckdbSink({
    log,
    codec,
    warehouse,
    data_dir_id: 'test',
    now_ms: Date.now,
    every_ms: 1,
    idle_ms: 1,
    rejoin: { first_ms: 1, max_ms: 5 },
    ...options,
  });
  running.add(sink);
  return sink;
}

export async function stop(sink: DuckdbSink): Promise<void> {
  running.delete(sink);
  await sink.stop();
}

/** All that is on the log now is in the warehouse. */
export async function caughtUp(log: Log, sink: DuckdbSink): Promise<void> {
  const ends = new Map<string, number>();
  for (const { topic } of sink.status().inputs) {
    for (const [partition, { end }] of (await log.ends(topic)).entries()) ends.set(`${topic}/${partition}`, end);
  }
  const missing = () => {
    const { inputs } = sink.status();
    return inputs.filter(({ topic, partition, position }) => position < (ends.get(`${topic}/${partition}`) ?? 0));
  };
  await until(
    async () => {
      if (sink.status().inputs.length === 0) return false;
      if (ends.size === 0) return caughtUp(log, sink).then(() => true);
      return missing().length === 0;
    },
    'the sink to catch up',
    20_000,
  );
}

/** Fills a fresh warehouse from the log and gives it back, caught up and stopped. */
export async function filled(log: Log, path = join(folder(), 'w.duckdb')): Promise<Warehouse> {
  const warehouse = await warehouseAt(path);
  const sink = await sinkOf(log, warehouse);
  await caughtUp(log, sink);
  await stop(sink);
  return warehouse;
}

export async function putOrders(log: Log, orders: readonly Order[], origin?: Origin): Promise<void> {
  const headers = origin === undefined ? {} : { origin: JSON.stringify(origin) };
  const encoding = { codec, partitions: log.partitions };
  await write(
    log,
    orders.map((order) => recordOf(encoding, topics.orders, order, headers)),
  );
}

export const day = (n: number) => Date.UTC(2026, 0, 1, 20) + n * 86_400_000;

export function order(order_id: string, fields: Partial<Order> = {}): Order {
  const email = fields.email === undefined ? 'ada@example.com' : fields.email;
  const net_minor = fields.net_minor ?? 5_000;
  return {
    order_id,
    upstream: 'toast',
    venue_id: 'soho',
    reservation_id: null,
    client_id: null,
    email,
    phone: null,
    name: null,
    opened_at: null,
    closed_at: day(0),
    business_date: 20_454,
    covers: 2,
    net_minor,
    discount_minor: 0,
    tax_minor: 0,
    tip_minor: 0,
    refunded_minor: 0,
    currency: 'USD',
    state: 'closed',
    version: 1,
    checks: [check(order_id, { email, covers: fields.covers === undefined ? 2 : fields.covers, net_minor })],
    items: [],
    extra: null,
    ...fields,
  };
}

export function check(check_id: string, fields: Partial<Check> = {}): Check {
  return { check_id, client_id: null, email: null, covers: null, net_minor: 0, ...fields };
}

export function item(check_id: string, name: string, net_minor: number): Item {
  return { check_id, name, quantity: 1, net_minor };
}

export function spendAt(guest_id: string, order_id: string, fields: Partial<GuestSpendAt> = {}): GuestSpendAt {
  return {
    guest_id,
    order_id,
    currency: 'USD',
    as_of: day(0),
    spend_90d_minor: 5_000,
    covers_90d: 2,
    orders_90d: 1,
    avg_per_cover_90d_minor: 2_500,
    lifetime_spend_minor: 5_000,
    visits: 1,
    loyalty_tier: null,
    spend_tier: null,
    venue_id: 'soho',
    business_date: 20_454,
    parts: [],
    ...fields,
  };
}
