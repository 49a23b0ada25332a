import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../runtime/metrics/metrics.ts';
import { countUpstreamCalls } from '../../runtime/metrics/upstream-calls.ts';

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

  test('one that falls behind grows old until it has caught up on every partition', () => {
    const { metrics, pass } = at(1000);
    metrics.tasks.lag('spend', '_guest_orders', 0, 5);
    pass(2000);
    metrics.tasks.lag('spend', '_guest_orders', 1, 7);
    pass(500);
    metrics.tasks.lag('spend', '_guest_orders', 0, 0);
    expect(metrics.stages()).toMatchObject([{ lag: 7, freshness_ms: 2500 }]);
    metrics.tasks.lag('spend', '_guest_orders', 1, 0);
    expect(metrics.stages()).toMatchObject([{ lag: 0, freshness_ms: 0 }]);
  });

  test('of a stage that has not reported yet neither is known', () => {
    const { metrics } = at(0);
    metrics.tasks.recordsOut('toast-orders', 'orders', 3, 300);
    expect(metrics.stages()).toMatchObject([{ lag: null, freshness_ms: null, records_out: 3, bytes_out: 300 }]);
  });
});

describe('requests to upstreams', () => {
  test('are counted by upstream and status, by the longest base address that fits', async () => {
    const server = createServer((request, response) => {
      if (request.url?.endsWith('/torn')) return request.socket.destroy();
      response.writeHead(request.url?.endsWith('/busy') ? 429 : 200).end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A TCP server that listens has an address and a port.
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { metrics } = at(0);
    const end = countUpstreamCalls(metrics, { other: base, toast: `${base}/toast` });
    const agent = new Agent();
    const get = async (path: string) => (await request(base + path, { dispatcher: agent })).body.dump();
    await Promise.all([get('/toast/a'), get('/toast/a'), get('/toast/busy'), get('/x')]);
    await expect(get('/toast/torn')).rejects.toThrow();
    end();
    await get('/toast/a');
    await agent.close();
    server.close();
    expect(metrics.calls()).toEqual({ other: { 200: 1 }, toast: { 200: 2, 429: 1, no_answer: 1 } });
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
    metrics.webhooks.answered('toast', 200);
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
      'regulars_webhooks_total{upstream="toast",status="200"} 1',
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
