/**
 * The process under test: runs what it is told in its argument (JSON, see {@link Task}), tells when all of it runs,
 * and on any message what it has taken of the machine since it was told to begin counting.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openComponents } from '../cli/pipeline/components.ts';
import { upstreamsOf } from '../pipeline.ts';
import { configOf } from '../runtime/config/load.ts';
import { wallClock } from '../runtime/sources/clock-port.ts';
import type { Component } from '../runtime/tasks/component.ts';
import { noMetrics } from '../runtime/tasks/metrics.ts';
import { runDuckdbSink } from '../sinks/duckdb/sink.ts';
import { openWarehouse } from '../sinks/duckdb/warehouse.ts';
import { openPlace, type Place } from './place.ts';

export interface Task {
  readonly place: Place;
  /** Components by name: `sources`, `clock`, processors, `duckdb`. */
  readonly run: readonly string[];
  /** A config file's content; its upstreams are polled. */
  readonly config: unknown;
}

export interface Taken {
  readonly cpu_s: number;
  readonly rss_mb: number;
}

/** A process under test, running. */
export interface UnderTest {
  /** ms from its begin (of the slowest component) until all ran. */
  readonly ready_ms: number;
  /** ms that the first of its tasks had been at work by then. */
  readonly head_start_ms: number;
  /** CPU seconds that it had taken by then. */
  readonly ready_cpu_s: number;
  taken(): Promise<Taken>;
  /** Topic → records still to be taken in, over all components. */
  lag(): Promise<number>;
  stop(): Promise<void>;
}

type Said =
  | { readonly kind: 'ready'; readonly ready_ms: number; readonly head_start_ms: number; readonly ready_cpu_s: number }
  | { readonly kind: 'taken'; readonly taken: Taken }
  | { readonly kind: 'lag'; readonly lag: number };

export async function start(task: Task): Promise<UnderTest> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(task)], { execArgv: ['--expose-gc'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { ready_ms, head_start_ms, ready_cpu_s } = await said(child, 'ready');
  return {
    ready_ms,
    head_start_ms,
    ready_cpu_s,
    async taken() {
      child.send('taken');
      return (await said(child, 'taken')).taken;
    },
    async lag() {
      child.send('lag');
      return (await said(child, 'lag')).lag;
    },
    async stop() {
      child.send('stop');
      await exited;
    },
  };
}

function said<K extends Said['kind']>(child: ChildProcess, kind: K): Promise<Extract<Said, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => reject(new Error(`the process under test ended with exit code ${code}`));
    child.once('exit', failed);
    // The child is this same file.
    const listen = (message: unknown) => {
      const heard = message as Said;
      if (heard.kind !== kind) return;
      child.off('exit', failed).off('message', listen);
      resolve(heard as Extract<Said, { kind: K }>);
    };
    child.on('message', listen);
  });
}

async function openAll({ place, run, config: raw }: Task): Promise<readonly Component[]> {
  const { log, codec } = await openPlace(place);
  const config = configOf(raw);
  const onFatal = (component: string, failure: Error) => {
    console.error(`${component} failed:`, failure);
    process.exit(1);
  };
  const quiet = { info: () => undefined, warn: () => undefined };
  const deps = { dataDir: place.folder, log: quiet, metrics: { upstreamCall() {} }, now: Date.now };
  const { components } = openComponents({
    ...{ instance: 'bench', connection: { log, codec }, config, clock: wallClock, metrics: noMetrics, log: quiet },
    upstreams: upstreamsOf(config, deps),
    patched: () => undefined,
    has: (component) => run.includes(component),
    onFatal,
  });
  if (!run.includes('duckdb')) return components;
  const warehouse = await openWarehouse({ path: `${place.folder}/warehouse.duckdb` });
  const sink = { log, codec, warehouse, data_dir_id: place.topicPrefix, now_ms: Date.now, metrics: noMetrics };
  return [...components, await runDuckdbSink({ ...sink, onFatal })];
}

function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return Math.round((user + system) / 10_000) / 100;
}

async function main(task: Task): Promise<void> {
  const began = performance.now();
  const components = await openAll(task);
  let first = Number.POSITIVE_INFINITY;
  while (!components.every((component) => component.status().state === 'running')) {
    if (components.some((component) => component.status().inputs.length > 0))
      first = Math.min(first, performance.now());
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const before = process.cpuUsage();
  process.on('message', async (message) => {
    if (message === 'taken') {
      const rss_mb = Math.round(process.resourceUsage().maxRSS / 1024);
      process.send?.({ kind: 'taken', taken: { cpu_s: secondsOf(process.cpuUsage(before)), rss_mb } });
    }
    if (message === 'lag') {
      const lags = components.flatMap((component) => Object.values(component.status().lag));
      process.send?.({ kind: 'lag', lag: lags.reduce((sum, lag) => sum + lag, 0) });
    }
    if (message === 'stop') {
      await Promise.all(components.map((component) => component.stop()));
      process.exit(0);
    }
  });
  process.on('disconnect', () => process.exit(1));
  const ready = performance.now();
  const ready_cpu_s = secondsOf(before);
  process.send?.({ kind: 'ready', ready_ms: ready - began, head_start_ms: Math.max(0, ready - first), ready_cpu_s });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // The argument is what `start` gives.
  await main(JSON.parse(process.argv[2]!) as Task);
}
