import { expect, it } from 'vitest';
import { SANDBOX_VENUES, startSandbox } from '../../../sandbox/sandbox.ts';
import type { SurveyResponse } from '../../../schemas/generated/types.ts';
import { typeform } from '../../../upstreams/typeform/typeform.ts';
import { Reading } from '../contract.ts';
import { configFor, deps, expected, truthOf } from './twin.ts';

it('a year of responses is read as the twin knows it, answer for answer', async () => {
  const anchor_ms = Date.parse('2026-11-20T18:00:00Z');
  const sandbox = await startSandbox({ orders: 8000, anchor_ms, historyOnly: true });
  const upstream = typeform(configFor(sandbox), SANDBOX_VENUES, deps);
  try {
    const read = new Reading((value) => ({ key: (value as SurveyResponse).response_id, version: 1 }));
    for (const source of upstream.sources) await read.poll(source, anchor_ms);
    const truth = (await truthOf(sandbox)).filter(({ shown_from_ms }) => shown_from_ms <= anchor_ms).map(expected);
    expect(truth.length).toBeGreaterThan(1000);
    const byId = (a: SurveyResponse, b: SurveyResponse) => (a.response_id < b.response_id ? -1 : 1);
    expect((read.values as SurveyResponse[]).toSorted(byId)).toEqual(truth.toSorted(byId));
    const [addressed, ordered] = [
      truth.filter(({ email }) => email !== null),
      truth.filter(({ order_id }) => order_id !== null),
    ];
    for (const some of [addressed, ordered]) expect(some.length / truth.length).toBeGreaterThan(0.5);
  } finally {
    await upstream.close();
    await sandbox.close();
  }
}, 120_000);
