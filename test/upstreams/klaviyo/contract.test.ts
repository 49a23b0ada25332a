import { startSandbox } from '../../../sandbox/sandbox.ts';
import { klaviyo } from '../../../upstreams/klaviyo/klaviyo.ts';
import { describeUpstream, type TwinOptions, type UnderTest } from '../contract.ts';
import { configFor, deps, identity, truthOf } from './twin.ts';

describeUpstream({ name: 'Klaviyo', start, identity });

async function start({ speed, timeout_ms }: TwinOptions): Promise<UnderTest> {
  const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
  const sandbox = await startSandbox({ orders: 1500, anchor_ms, speed, historyOnly: speed === 0 });
  const given = timeout_ms === undefined ? deps : { ...deps, timeout_ms };
  const upstream = klaviyo(configFor(sandbox), given, { events: 40, profiles: 20 });
  return {
    upstream,
    now_ms: () => sandbox.clock.now_ms(),
    truth: async () => new Map((await truthOf(sandbox)).map(identity).map(({ key, version }) => [key, version])),
    async trouble({ row_skipped: _, drift, ...faults }) {
      // Pages go by their last row: there is no drift to be had, but links that lead elsewhere.
      const klaviyo = { ...faults, ...(drift && { next_elsewhere: drift }) };
      await fetch(`${sandbox.urls.sandbox}/faults`, { method: 'POST', body: JSON.stringify({ klaviyo }) });
    },
    async close() {
      await upstream.close();
      await sandbox.close();
    },
  };
}
