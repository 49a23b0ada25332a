import { expect, it } from 'vitest';
import { SANDBOX_VENUES, startSandbox } from '../../../sandbox/sandbox.ts';
import type { EventTruth } from '../../../sandbox/service/truth.ts';
import type { ReservationEvent } from '../../../schemas/generated/types.ts';
import { service } from '../../../upstreams/service/service.ts';
import { Reading } from '../contract.ts';
import { configFor, deps, truthOf } from './twin.ts';

/** What the twin's truth says of an event, in the words of our record. */
function expected(told: EventTruth): ReservationEvent {
  return {
    event_id: `service:${told.event_id}`,
    upstream: 'service',
    reservation_id: `service:${told.reservation_id}`,
    venue_id: told.venue,
    type: told.type,
    occurred_at: told.occurred_at_ms,
    source: told.source,
    party_size: told.party_size,
    from_status: told.from_status,
    to_status: told.to_status,
    changes: told.changes === null ? null : JSON.stringify(told.changes),
    data: JSON.stringify(told.data),
    client_id: null,
    email: told.email,
    order_ids: null,
  };
}

it('a year of reservations is read as the twin knows it, event for event', async () => {
  const sandbox = await startSandbox({
    orders: 2500,
    anchor_ms: Date.parse('2026-11-20T18:00:00Z'),
    historyOnly: true,
  });
  const upstream = service(configFor(sandbox), SANDBOX_VENUES, deps);
  try {
    const read = new Reading((value) => ({ key: (value as ReservationEvent).event_id, version: 1 }));
    await read.poll(upstream.sources[0]!, sandbox.clock.now_ms());
    const truth = (await truthOf(sandbox)).map(expected);
    expect(truth.length).toBeGreaterThan(1000);
    const byId = (a: ReservationEvent, b: ReservationEvent) => (a.event_id < b.event_id ? -1 : 1);
    expect((read.values as ReservationEvent[]).toSorted(byId)).toEqual(truth.toSorted(byId));
  } finally {
    await upstream.close();
    await sandbox.close();
  }
}, 120_000);
