import { expect, it } from 'vitest';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { EmailEngagement } from '../../../schemas/generated/types.ts';
import { klaviyo } from '../../../upstreams/klaviyo/klaviyo.ts';
import { Reading } from '../contract.ts';
import { configFor, deps, identity, truthOf } from './twin.ts';

it('a year of e-mails is read as the twin knows it, event for event', async () => {
  const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
  const sandbox = await startSandbox({ orders: 8000, anchor_ms, historyOnly: true });
  const upstream = klaviyo(configFor(sandbox), deps);
  try {
    const read = new Reading(identity);
    for (const source of upstream.sources) await read.poll(source, anchor_ms);
    const truth = await truthOf(sandbox);
    expect(truth.length).toBeGreaterThan(1000);
    const byId = (a: EmailEngagement, b: EmailEngagement) => (a.event_id < b.event_id ? -1 : 1);
    expect((read.values as EmailEngagement[]).toSorted(byId)).toEqual(truth.toSorted(byId));
    expect(new Set(truth.map(({ kind }) => kind))).toEqual(
      new Set(['open', 'click', 'subscribe', 'unsubscribe', 'suppress']),
    );
  } finally {
    await upstream.close();
    await sandbox.close();
  }
}, 120_000);
