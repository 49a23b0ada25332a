import { SANDBOX_VENUES, startSandbox } from '../../../sandbox/sandbox.ts';
import type { SurveyResponse } from '../../../schemas/generated/types.ts';
import { typeform } from '../../../upstreams/typeform/typeform.ts';
import { describeUpstream, type TwinOptions, type UnderTest } from '../contract.ts';
import { configFor, deps, truthOf } from './twin.ts';

describeUpstream({
  name: 'Typeform',
  start,
  identity: (value) => {
    // Typeform's sources produce nothing but responses.
    const { response_id, submitted_at } = value as SurveyResponse;
    return { key: response_id, version: submitted_at };
  },
});

async function start({ speed, timeout_ms }: TwinOptions): Promise<UnderTest> {
  const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
  const sandbox = await startSandbox({ orders: 1500, anchor_ms, speed, historyOnly: speed === 0 });
  const given = timeout_ms === undefined ? deps : { ...deps, timeout_ms };
  const upstream = typeform(configFor(sandbox), SANDBOX_VENUES, given, 40);
  return {
    upstream,
    now_ms: () => sandbox.clock.now_ms(),
    truth: async () => {
      const now_ms = sandbox.clock.now_ms();
      const shown = (await truthOf(sandbox)).filter(({ shown_from_ms }) => shown_from_ms <= now_ms);
      return new Map(shown.map(({ token, submitted_at_ms }) => [`typeform:${token}`, submitted_at_ms]));
    },
    async trouble({ row_skipped: _, drift, ...faults }) {
      // Pages go by a token: there is no drift to be had, but tokens that are void.
      const typeform = { ...faults, ...(drift && { token_void: { rate: 0.2 } }) };
      await fetch(`${sandbox.urls.sandbox}/faults`, { method: 'POST', body: JSON.stringify({ typeform }) });
    },
    async close() {
      await upstream.close();
      await sandbox.close();
    },
  };
}
