import { expect, test } from 'vitest';
import { SANDBOX_VENUES, startSandbox } from '../../sandbox/sandbox.ts';
import type { EventTruth } from '../../sandbox/service/truth.ts';
import { Regulars } from '../real/regulars.ts';
import { useStack } from '../real/stack-fixture.ts';
import { configFor, truthOf } from '../upstreams/service/twin.ts';

/** A world of so many has fifty thousand reservations at Service in its year. */
const ORDERS = 172_000;

const ROWS = `SELECT event_id, reservation_id, venue_id, type, epoch_ms(occurred_at) AS occurred_at, source, party_size,
  from_status, to_status, changes::VARCHAR AS changes, data::VARCHAR AS data, email
  FROM reservation_events WHERE upstream = 'service'`;

test('a year of events of fifty thousand reservations, by poll, is the truth row for row', async () => {
  const sandbox = await startSandbox({ orders: ORDERS, historyOnly: true });
  const service = { ...configFor(sandbox), since: 'beginning', webhookSecret: 'whsec_c2VjcmV0' };
  const regulars = new Regulars(await useStack(), { venues: SANDBOX_VENUES, upstreams: { service } });
  try {
    await regulars.run(['run', '--until-caught-up']);
    const truth = (await truthOf(sandbox)).map(rowOf);
    expect(new Set(truth.map(([, reservation_id]) => reservation_id)).size).toBeGreaterThan(ORDERS / 4);
    const rows = await regulars.rows(ROWS);
    const found = new Set(rows.map((row) => JSON.stringify(Object.values(row))));
    expect(rows.length).toBe(truth.length);
    expect(truth.map((row) => JSON.stringify(row)).filter((row) => !found.has(row))).toEqual([]);
  } finally {
    await regulars.remove();
    await sandbox.close();
  }
});

function rowOf(told: EventTruth): unknown[] {
  return [
    ...[`service:${told.event_id}`, `service:${told.reservation_id}`, told.venue, told.type, told.occurred_at_ms],
    ...[told.source, told.party_size, told.from_status, told.to_status],
    ...[told.changes === null ? null : JSON.stringify(told.changes), JSON.stringify(told.data), told.email],
  ];
}
