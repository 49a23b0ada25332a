import { join } from 'node:path';
import { afterEach } from 'vitest';
import { clocked, recomputationOf, stagesOf } from '../../cli/audit/parts.ts';
import { members } from '../../processors/members.ts';
import { payers } from '../../processors/payers.ts';
import { spend } from '../../processors/spend.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { runProcessors } from '../../runtime/tasks/processors.ts';
import { isRebuilding } from '../../runtime/tasks/rebuild.ts';
import type { Order } from '../../schemas/generated/types.ts';
import { type AuditOptions, audit } from '../../sinks/audit/audit.ts';
import type { AuditCheck, AuditReport } from '../../sinks/audit/report.ts';
import type { DuckdbSink } from '../../sinks/duckdb/sink.ts';
import type { Warehouse } from '../../sinks/duckdb/warehouse.ts';
import { settings } from '../processors/settings.ts';
import { codec, tick, until, write } from '../tasks/fixture.ts';
import { caughtUp, check, day, folder, memoryLog, order, putOrders, sinkOf, stop, warehouseAt } from './fixture.ts';

const running = new Set<Component>();
afterEach(async () => {
  await Promise.all([...running].map((component) => component.stop()));
  running.clear();
});

const processors = [payers(), members(), spend(settings)];
export const MEND = 'run the pipeline until it has caught up first';

/** A pipeline in one process, from the topic of orders to the warehouse. */
export class World {
  readonly log: Log = memoryLog(50);
  readonly warehouse: Warehouse;
  #components: readonly Component[] = [];
  #sink: DuckdbSink | undefined;

  static async open(): Promise<World> {
    return new World(await warehouseAt(join(folder(), 'w.duckdb')));
  }

  private constructor(warehouse: Warehouse) {
    this.warehouse = warehouse;
  }

  /** The processors named, and the sink. */
  async start(names: readonly string[] = processors.map(({ name }) => name), sink: 'sink' | 'no sink' = 'sink') {
    const chosen = processors.filter(({ name }) => names.includes(name));
    const options = { log: this.log, codec, idle_commit_ms: 1, rejoin: { first_ms: 1, max_ms: 5 } };
    this.#components = runProcessors({ ...options, processors: chosen });
    for (const component of this.#components) running.add(component);
    if (sink === 'sink') this.#sink = await sinkOf(this.log, this.warehouse);
  }

  /** Every stage that runs has read all that is there now, and what came of it. */
  async settled(): Promise<void> {
    for (const component of this.#components) {
      await until(() => component.status().inputs.length > 0, `${component.name} to begin`);
      for (const name of new Set(component.status().inputs.map(({ topic }) => topic))) {
        const ends = await this.log.ends(name);
        const done = () =>
          component.status().inputs.every((at) => at.topic !== name || at.position >= ends[at.partition]!.end);
        await until(done, `${component.name} to read ${name}`, 20_000);
      }
      await until(async () => !(await isRebuilding(this.log, codec, component.name)), 'no rebuild');
    }
    if (this.#sink !== undefined) await caughtUp(this.log, this.#sink);
  }

  async stop(): Promise<void> {
    for (const component of this.#components) {
      await component.stop();
      running.delete(component);
    }
    this.#components = [];
    if (this.#sink !== undefined) await stop(this.#sink);
    this.#sink = undefined;
  }

  /** All of it, and then at rest. */
  async lived(orders: readonly Order[] = life()): Promise<void> {
    await putOrders(this.log, orders);
    await write(this.log, tick(day(100)));
    await this.start();
    await this.settled();
    await this.stop();
  }

  /** What lies on the log comes to the warehouse, and no processor sees it. */
  async taken(): Promise<void> {
    await this.start([]);
    await this.settled();
    await this.stop();
  }

  /** Behind the sink's back. */
  async tamper(sql: string): Promise<void> {
    const connection = await this.warehouse.database.connect();
    const { rowsChanged } = await connection.run(sql);
    connection.closeSync();
    if (rowsChanged === 0) throw new Error(`changed nothing: ${sql}`);
  }

  audit(options: Partial<AuditOptions> = {}): Promise<AuditReport> {
    const { log } = this;
    return audit({
      ...{ log, codec, clocked, upstreams: [], signal: new AbortController().signal },
      database: this.warehouse.database,
      processors: stagesOf(log, codec, processors),
      recomputation: recomputationOf(settings),
      now_ms: Date.now,
      deadline_ms: Date.now(),
      mend: MEND,
      note: () => {},
      ...options,
    });
  }
}

/** An order of guest n % 7, two days after the one before it. */
export function nth(n: number): Order {
  return order(`toast:${n}`, {
    email: `guest${n % 7}@example.com`,
    closed_at: day(n * 2) + (n % 3) * 3_600_000,
    business_date: 20_454 + n * 2,
    currency: n % 5 === 0 ? 'EUR' : 'USD',
    net_minor: 1_000 + 731 * n,
    covers: n % 4 === 0 ? null : n % 4,
  });
}

/** Guests with many orders in two currencies; a shared one, a corrected, voided ones, and one nobody is known of. */
export function life(): Order[] {
  const shared = order('toast:shared', {
    checks: [
      check('toast:a', { email: 'guest1@example.com', net_minor: 3_000 }),
      check('toast:b', { client_id: 'sevenrooms:c9', net_minor: 2_000 }),
    ],
  });
  const corrected = order('toast:3', { version: 2, email: 'guest6@example.com', net_minor: 77, closed_at: day(5) });
  const voided = { state: 'voided', closed_at: null, net_minor: 0, email: 'guest4@example.com' } as const;
  const nobody = order('toast:nobody', { email: null });
  const orders = Array.from({ length: 60 }, (_, n) => nth(n));
  const empty = order('toast:empty', { ...voided, checks: [] });
  return [...orders, shared, corrected, order('toast:4', { version: 2, ...voided }), nobody, empty];
}

export function failing(report: AuditReport): readonly string[] {
  return report.checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

export function checkOf(report: AuditReport, name: string): AuditCheck {
  const found = report.checks.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no check ${name} among ${report.checks.map((one) => one.name).join()}`);
  return found;
}
