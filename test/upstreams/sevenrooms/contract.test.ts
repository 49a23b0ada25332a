import { startSandbox } from '../../../sandbox/sandbox.ts';
import { describeUpstream, type TwinOptions, type UnderTest } from '../contract.ts';
import { identity } from './book.ts';
import { truthOf, upstreamOf } from './twin.ts';

describeUpstream({ name: 'SevenRooms', start, identity });

async function start({ speed, timeout_ms }: TwinOptions): Promise<UnderTest> {
  const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
  const sandbox = await startSandbox({ orders: 1500, anchor_ms, speed, historyOnly: speed === 0 });
  const upstream = upstreamOf(sandbox, timeout_ms === undefined ? {} : { timeout_ms });
  return {
    upstream,
    now_ms: () => sandbox.clock.now_ms(),
    async truth() {
      const { profiles, reservations } = await truthOf(sandbox);
      const clients = profiles.map(({ client_id, updated_at_ms }) => [`clients:${client_id}`, updated_at_ms] as const);
      const booked = reservations.map(
        ({ reservation_id, updated_at_ms }) => [`reservations:${reservation_id}`, updated_at_ms] as const,
      );
      return new Map([...clients, ...booked]);
    },
    async trouble(faults) {
      const body = JSON.stringify({ sevenrooms: faults });
      await fetch(`${sandbox.urls.sandbox}/faults`, { method: 'POST', body });
    },
    async close() {
      await upstream.close();
      await sandbox.close();
    },
  };
}
