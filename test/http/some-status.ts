import type { Status } from '../../runtime/http/status.ts';

/** A status with every kind of thing in it. */
export function someStatus(): Status {
  const numbers = { records_out: 0, bytes_in: 5_000_000, bytes_out: 0, detail: null, state_size: null };
  return {
    at: '2026-11-20T14:00:00.000Z',
    started_at: '2026-11-20T13:00:00.000Z',
    command: 'demo',
    phase: 'running',
    stream_time: '2026-11-20T14:00:00.000Z',
    caught_up: false,
    stages: [
      {
        ...numbers,
        name: 'toast-orders',
        role: 'producer',
        state: 'running',
        records_in: 0,
        lag: null,
        freshness_ms: null,
      },
      { ...numbers, name: 'spend', role: 'processor', state: 'running', records_in: 1234, lag: 42, freshness_ms: 2500 },
      {
        ...numbers,
        name: 'duckdb',
        role: 'sink',
        state: 'starting',
        detail: 'disk full',
        records_in: 5,
        lag: 0,
        freshness_ms: 0,
      },
    ],
    tables: [
      { name: 'orders', rows: 12 },
      { name: 'guest_spend_history', rows: 98_765 },
    ],
    upstreams: [
      { name: 'toast', ok: true, detail: null, polled_at: '2026-11-20T13:59:00.000Z', calls: { 200: 17, 429: 2 } },
    ],
    patches: { acknowledged: 7 },
    patch_ledger: { planned: 1204, sent: 8, acknowledged: 31_415, unchanged: 2, rejected: 3 },
    dead_letters: { no_customer: 3 },
  };
}
