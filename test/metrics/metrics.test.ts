import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../runtime/metrics/metrics.ts';

function at(start_ms: number) {
  let now_ms = start_ms;
  const metrics = createMetrics(() => now_ms);
  return { metrics, pass: (ms: number) => (now_ms += ms) };
}

describe('lag and freshness of a stage', () => {
  test('a stage at the end of its input is fresh', () => {
    const { metrics, pass } = at(1000);
    metrics.tasks.lag('spend', '_guest_orders', 0, 0);
    pass(60_000);
    expect(metrics.stages()).toMatchObject([{ name: 'spend', lag: 0, freshness_ms: 0 }]);
  });

  test('one that falls behind is as old as what it takes in', () => {
    const { metrics, pass } = at(1000);
    const { tasks } = metrics;
    const freshness = () => metrics.stages()[0]?.freshness_ms;
    tasks.lag('spend', '_guest_orders', 0, 5);
    pass(2000);
    tasks.lag('spend', '_guest_orders', 1, 7);
    pass(500);
    // None of the 12 has been read: the oldest has waited since the beginning.
    expect(metrics.stages()).toMatchObject([{ lag: 12, freshness_ms: 2500 }]);
    tasks.recordsIn('spend', '_guest_orders', 6, 600);
    tasks.lag('spend', '_guest_orders', 0, 0);
    tasks.lag('spend', '_guest_orders', 1, 6);
    expect(freshness()).toBe(500);
    tasks.recordsIn('spend', '_guest_orders', 6, 600);
    tasks.lag('spend', '_guest_orders', 1, 0);
    expect(freshness()).toBe(0);
  });

  test('one that keeps up with a stream is fresh although there is always something to read', () => {
    const { metrics, pass } = at(1000);
    for (let second = 0; second < 3600; second++) {
      metrics.tasks.recordsIn('spend', '_guest_orders', 100, 1000);
      metrics.tasks.lag('spend', '_guest_orders', 0, 100);
      pass(1000);
    }
    expect(metrics.stages()[0]?.freshness_ms).toBeLessThanOrEqual(2000);
  });

  test('one that has stopped grows old without end', () => {
    const { metrics, pass } = at(1000);
    for (let second = 0; second < 5000; second++) {
      metrics.tasks.lag('spend', '_guest_orders', 0, second);
      pass(1000);
    }
    const age = metrics.stages()[0]?.freshness_ms ?? 0;
    expect(age / 4_999_000).toBeGreaterThan(0.99);
    expect(age).toBeLessThanOrEqual(5_000_000);
  });

  test('of a stage that has not reported yet neither is known', () => {
    const { metrics } = at(0);
    metrics.tasks.recordsOut('toast-orders', 'orders', 3, 300);
    expect(metrics.stages()).toMatchObject([{ lag: null, freshness_ms: null, records_out: 3, bytes_out: 300 }]);
  });
});

describe('/metrics', () => {
  test('tells records, bytes, lag, freshness, calls, PATCHes, dead letters and state', async () => {
    const { metrics, pass } = at(0);
    metrics.tasks.recordsIn('spend', '_guest_orders', 10, 1000);
    metrics.tasks.lag('spend', '_guest_orders', 2, 3);
    metrics.tasks.stateSize('spend', 2, 77);
    metrics.tasks.deadLetter('payers', 'no_currency');
    metrics.upstreamCall('toast', 429, 120);
    metrics.patch('acknowledged');
    metrics.webhook('toast', 200, 4);
    pass(1500);
    const text = await metrics.text();
    for (const line of [
      'regulars_records_total{stage="spend",topic="_guest_orders",direction="in"} 10',
      'regulars_bytes_total{stage="spend",topic="_guest_orders",direction="in"} 1000',
      'regulars_lag_records{stage="spend",topic="_guest_orders",partition="2"} 3',
      'regulars_freshness_seconds{stage="spend"} 1.5',
      'regulars_state_records{stage="spend",partition="2"} 77',
      'regulars_dead_letters_total{stage="payers",cause="no_currency"} 1',
      'regulars_upstream_calls_total{upstream="toast",status="429"} 1',
      'regulars_patches_total{outcome="acknowledged"} 1',
      'regulars_webhook_seconds_count{upstream="toast",status="200"} 1',
    ]) {
      expect(text).toContain(line);
    }
  });

  test('no label tells of a guest, whatever a cause is made of', async () => {
    const { metrics } = at(0);
    metrics.tasks.deadLetter('payers', 'no profile anna@example.com');
    metrics.patch('2125550147');
    const text = await metrics.text();
    expect(text).not.toMatch(/anna|2125550147/);
    expect(text).toContain('cause="other"');
  });

  test('two pipelines in one process do not count into each other', async () => {
    const [a, b] = [at(0).metrics, at(0).metrics];
    a.patch('sent');
    expect(b.patches()).toEqual({});
    expect(await b.text()).not.toContain('outcome="sent"');
  });
});
