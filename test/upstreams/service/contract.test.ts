import { SANDBOX_VENUES, startSandbox } from '../../../sandbox/sandbox.ts';
import type { ReservationEvent } from '../../../schemas/generated/types.ts';
import { service } from '../../../upstreams/service/service.ts';
import { describeUpstream, type TwinOptions, type UnderTest } from '../contract.ts';
import { configFor, deps, truthOf } from './twin.ts';

describeUpstream({
  name: 'Service',
  start,
  identity: (value) => {
    // Service's source produces nothing but reservation events.
    const { event_id, occurred_at } = value as ReservationEvent;
    return { key: event_id, version: occurred_at };
  },
});

async function start({ speed, timeout_ms }: TwinOptions): Promise<UnderTest> {
  const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
  const sandbox = await startSandbox({ orders: 1500, anchor_ms, speed, historyOnly: speed === 0 });
  const given = timeout_ms === undefined ? deps : { ...deps, timeout_ms };
  const upstream = service(configFor(sandbox), SANDBOX_VENUES, given);
  return {
    upstream,
    now_ms: () => sandbox.clock.now_ms(),
    truth: async () =>
      new Map((await truthOf(sandbox)).map(({ event_id, occurred_at_ms }) => [`service:${event_id}`, occurred_at_ms])),
    async trouble(faults) {
      const body = JSON.stringify({ service: faults });
      await fetch(`${sandbox.urls.sandbox}/faults`, { method: 'POST', body });
    },
    async close() {
      await upstream.close();
      await sandbox.close();
    },
  };
}
