import { join } from 'node:path';
import { afterEach } from 'vitest';
import { clocked, recomputationOf, stagesOf, writtenBackOf } from '../../cli/audit/parts.ts';
import type { Log, NewRecord } from '../../runtime/log/types.ts';
import type { Component } from '../../runtime/tasks/component.ts';
import { runProcessors } from '../../runtime/tasks/processors.ts';
import { isRebuilding } from '../../runtime/tasks/rebuild.ts';
import type { GuestProfile, Order, ReservationEvent, ReservationVersion } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { type AuditOptions, audit } from '../../sinks/audit/audit.ts';
import type { AuditCheck, AuditReport } from '../../sinks/audit/report.ts';
import type { DuckdbSink } from '../../sinks/duckdb/sink.ts';
import type { Warehouse } from '../../sinks/duckdb/warehouse.ts';
import { eventOf, profileOf } from '../processors/orders.ts';
import { pipelineOf, venues, writeBack } from '../processors/pipeline.ts';
import { settings } from '../processors/settings.ts';
import { versionOf } from '../processors/versions.ts';
import { codec, recordFor, tick, until, write } from '../tasks/fixture.ts';
import { caughtUp, check, day, folder, memoryLog, order, putOrders, sinkOf, stop, warehouseAt } from './fixture.ts';

const running = new Set<Component>();
afterEach(async () => {
  await Promise.all([...running].map((component) => component.stop()));
  running.clear();
});

const processors = pipelineOf(settings);
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
    if (orders.length > 0) await write(this.log, visitors());
    await write(this.log, tick(day(100)));
    await this.start();
    await this.settled();
    await this.stop();
  }

  /** What lies on the log comes to the warehouse, and no processor whose results are compared sees it. */
  async taken(): Promise<void> {
    await this.start(['enrichment', 'patches']);
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
      recomputation: recomputationOf({ enrichment: settings, venues }),
      writtenBack: writtenBackOf({ enrichment: settings, writeBack }),
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

/** Two reservations of whom only versions are told: one that is moved, seated and completed, one that is cancelled. */
function versions(): NewRecord[] {
  const version = (id: string, n: number, told: Partial<ReservationVersion>) =>
    recordFor(topics.reservation_versions, versionOf({ reservation_id: id, version: day(n), ...told }));
  return [
    version('sevenrooms:v1', 20, { created_at: day(18) }),
    version('sevenrooms:v1', 21, { party_size: 5 }),
    version('sevenrooms:v1', 24, { party_size: 5, status: 'seated', seated_at: day(23) }),
    version('sevenrooms:v1', 25, { party_size: 5, status: 'completed', left_at: day(22) }),
    version('sevenrooms:v2', 30, { client_id: 'sevenrooms:c2' }),
    version('sevenrooms:v2', 31, { client_id: 'sevenrooms:c2', status: 'cancelled' }),
  ];
}

/**
 * Reservations: of guests with orders there and then, one of whom has no covers; of guests with none; by id, and of a
 * client id, whose profile has an address, or not.
 */
export function visitors(): NewRecord[] {
  const completed = (id: string, n: number, told: Partial<ReservationEvent>) =>
    recordFor(topics.reservation_events, eventOf({ reservation_id: id, occurred_at: day(n), ...told }));
  const profile = (client_id: string, told: Partial<GuestProfile>) =>
    recordFor(topics.guest_profiles, profileOf({ client_id, ...told }));
  const engaged = (email: string, kind: string, n: number) => {
    const event = { event_id: `klaviyo:${email}${n}`, upstream: 'klaviyo', campaign: null, occurred_at: day(n) };
    return recordFor(topics.email_engagement, { ...event, email, kind });
  };
  return [
    ...Array.from({ length: 40 }, (_, n) =>
      completed(`service:${n}`, n, { email: `guest${n % 9}@example.com`, party_size: n % 3 === 0 ? null : n % 5 }),
    ),
    completed('service:again', 8, { email: 'guest4@example.com', party_size: 7 }),
    completed('service:again', 9, { type: 'reservation.cancelled' }),
    completed('sevenrooms:1', 3, { client_id: 'sevenrooms:c9', party_size: 4, order_ids: '["toast:nobody"]' }),
    completed('sevenrooms:2', 4, { client_id: 'sevenrooms:c1', party_size: 2 }),
    profile('sevenrooms:c1', { email: 'guest1@example.com', first_name: 'Una', visits: 3, opted_out: true }),
    profile('sevenrooms:c2', { email: 'guest1@example.com', phone: '+12125550100', visits: 9, opted_out: false }),
    profile('sevenrooms:c3', { visits: 1 }),
    engaged('guest2@example.com', 'subscribe', 1),
    engaged('guest2@example.com', 'unsubscribe', 2),
    engaged('guest2@example.com', 'open', 3),
    engaged('nobody@example.com', 'unsubscribe', 1),
    ...versions(),
  ];
}

export function failing(report: AuditReport): readonly string[] {
  return report.checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

export function checkOf(report: AuditReport, name: string): AuditCheck {
  const found = report.checks.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no check ${name} among ${report.checks.map((one) => one.name).join()}`);
  return found;
}
