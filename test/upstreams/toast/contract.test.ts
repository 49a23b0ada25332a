import { SANDBOX_VENUES, startSandbox } from '../../../sandbox/sandbox.ts';
import type { Order } from '../../../schemas/generated/types.ts';
import { toast } from '../../../upstreams/toast/toast.ts';
import { describeUpstream, type TwinOptions, type UnderTest } from '../contract.ts';
import { configFor, depsFor, truthOf } from './twin.ts';

describeUpstream({
  name: 'Toast',
  start,
  identity: (value) => {
    // Toast's sources produce nothing but orders.
    const { order_id, version } = value as Order;
    return { key: order_id, version };
  },
});

async function start({ speed, timeout_ms }: TwinOptions): Promise<UnderTest> {
  const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
  const sandbox = await startSandbox({ orders: 1500, anchor_ms, speed, historyOnly: speed === 0 });
  const deps = depsFor(timeout_ms === undefined ? {} : { timeout_ms });
  const upstream = toast(configFor(sandbox), SANDBOX_VENUES, deps);
  return {
    upstream,
    now_ms: () => sandbox.clock.now_ms(),
    truth: async () =>
      new Map((await truthOf(sandbox)).map(({ order_guid, version_ms }) => [`toast:${order_guid}`, version_ms])),
    async trouble(faults) {
      const body = JSON.stringify({ toast: faults });
      await fetch(`${sandbox.urls.sandbox}/faults`, { method: 'POST', body });
    },
    async close() {
      await upstream.close();
      await sandbox.close();
    },
  };
}
