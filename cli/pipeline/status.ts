import { components as all, type ComponentName } from '../../pipeline.ts';
import type { Readiness, StageStatus, Status, TableStatus, UpstreamStatus } from '../../runtime/http/status.ts';
import type { Metrics } from '../../runtime/metrics/metrics.ts';
import type { StageNumbers } from '../../runtime/metrics/stages.ts';
import type { Sources } from '../../runtime/sources/sources.ts';
import type { Component, ComponentStatus } from '../../runtime/tasks/component.ts';
import type { Upstream } from '../../upstreams/types.ts';
import type { Connection } from './connect.ts';
import type { WarehouseSink } from './warehouse.ts';

export interface Seen {
  readonly command: string;
  readonly started_at: string;
  readonly phase: Status['phase'];
  readonly caught_up: boolean;
  readonly only: ReadonlySet<ComponentName>;
  readonly metrics: Metrics;
  readonly components: readonly Component[];
  readonly sources: Sources | undefined;
  readonly upstreams: readonly Upstream[];
  readonly tables: readonly TableStatus[];
  readonly patch_ledger: Status['patch_ledger'];
}

export function statusOf(seen: Seen): Status {
  const { metrics, command, started_at, phase, caught_up, tables, patch_ledger } = seen;
  const states = new Map(seen.components.map((component) => [component.name, component.status()]));
  const ticks = [...states.values()].flatMap(({ tick_ms }) => (tick_ms === null ? [] : [tick_ms]));
  return {
    at: new Date().toISOString(),
    started_at,
    command,
    phase,
    stream_time: ticks.length === 0 ? null : new Date(Math.min(...ticks)).toISOString(),
    caught_up,
    stages: stagesOf(seen, states),
    tables,
    upstreams: seen.upstreams.map((upstream) => upstreamOf(upstream, seen)),
    patches: metrics.patches(),
    patch_ledger,
    dead_letters: metrics.deadLetters(),
  };
}

const nothing: StageNumbers = {
  name: '',
  records_in: 0,
  records_out: 0,
  bytes_in: 0,
  bytes_out: 0,
  lag: null,
  freshness_ms: null,
  state_size: null,
};

/** The sources are a stage each, as metrics count them; all else by component. */
function stagesOf(
  { metrics, only, sources, phase }: Seen,
  states: ReadonlyMap<string, ComponentStatus>,
): StageStatus[] {
  const numbers = new Map(metrics.stages().map((stage) => [stage.name, stage]));
  const polled: StageStatus[] = (sources?.status().sources ?? []).map(({ source, state, failing }) => ({
    ...(numbers.get(source) ?? nothing),
    name: source,
    role: 'producer',
    state: failing !== undefined ? 'failed' : state === 'polling' ? 'running' : 'waiting',
    detail: failing === undefined ? null : failing.failure.message,
  }));
  const rest = all
    .filter(({ name }) => only.has(name) && name !== 'sources' && name !== 'webhooks')
    // Once it runs, what is not there is not wanted by the config.
    .filter(({ name }) => phase === 'starting' || states.has(name))
    .map(({ name, role }): StageStatus => {
      const status = states.get(name);
      const lag = status === undefined ? null : Object.values(status.lag).reduce((sum, one) => sum + one, 0);
      const detail = status?.error?.message ?? null;
      return { ...(numbers.get(name) ?? nothing), lag, name, role, state: status?.state ?? 'starting', detail };
    });
  return [...polled, ...rest];
}

function upstreamOf({ name }: Upstream, { sources, metrics }: Seen): UpstreamStatus {
  const mine = (sources?.status().sources ?? []).filter(({ upstream }) => upstream === name);
  const failing = mine.find((source) => source.failing !== undefined)?.failing;
  const polled = mine.flatMap(({ last_complete }) => (last_complete === undefined ? [] : [last_complete.ended_ms]));
  return {
    name,
    ok: failing === undefined,
    detail: failing?.failure.message ?? null,
    polled_at: polled.length === 0 ? null : new Date(Math.max(...polled)).toISOString(),
    calls: metrics.calls()[name] ?? {},
  };
}

export interface Depended {
  readonly connection: Connection | undefined;
  readonly sink: WarehouseSink | undefined;
  readonly components: readonly Component[];
}

/** Broker and registry answer, the warehouse too, and every component runs. */
export async function readinessOf({ connection, sink, components }: Depended): Promise<readonly Readiness[]> {
  if (connection === undefined) return [{ what: 'pipeline', ok: false, detail: 'starting' }];
  const asked = [
    answers('broker', () => connection.reachable.broker()),
    answers('registry', () => connection.reachable.registry()),
    ...(sink === undefined ? [] : [answers('warehouse', () => sink.reachable())]),
  ];
  const stages = components.map((component): Readiness => {
    const { state, error } = component.status();
    const ok = state === 'running';
    return { what: component.name, ok, detail: ok ? null : [state, error?.message].filter(Boolean).join(': ') };
  });
  return [...(await Promise.all(asked)), ...stages];
}

async function answers(what: string, ask: () => Promise<unknown>): Promise<Readiness> {
  try {
    await ask();
    return { what, ok: true, detail: null };
  } catch (error) {
    return { what, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
