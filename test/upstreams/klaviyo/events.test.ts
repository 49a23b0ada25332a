import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../../../sandbox/options.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { klaviyo } from '../../../upstreams/klaviyo/klaviyo.ts';
import type { OwnEvent, Upstream } from '../../../upstreams/types.ts';
import { configFor, deps } from './twin.ts';

let sandbox: Sandbox;
let upstream: Upstream;
afterEach(async () => {
  await upstream.close();
  await sandbox.close();
});

async function open(faults: NonNullable<SandboxOptions['faults']>[string] = {}): Promise<void> {
  sandbox = await startSandbox({ orders: 50, historyOnly: true, faults: { klaviyo: faults } });
  upstream = klaviyo(configFor(sandbox), { ...deps, timeout_ms: 500 });
}

const asked: OwnEvent = {
  id: 'survey:toast:o1:g_1',
  name: 'Survey Requested',
  email: 'ada@example.com',
  occurred_at: Date.parse('2026-05-09T01:30:00Z'),
  properties: { order_id: 'toast:o1', reservation_id: null, client_id: 'sevenrooms:c1', covers: 4 },
};

const write = (event: OwnEvent = asked) => upstream.events!.write(event, new AbortController().signal);

async function received(): Promise<unknown[]> {
  const text = await (await fetch(`${sandbox.urls.sandbox}/truth/received`)).text();
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

const kept = {
  email: 'ada@example.com',
  metric: 'Survey Requested',
  unique_id: asked.id,
  time_ms: asked.occurred_at,
  properties: { order_id: 'toast:o1', client_id: 'sevenrooms:c1', covers: 4 },
};

describe('an event of ours', () => {
  it('arrives as it is, without what is not known', async () => {
    await open();
    expect(await write()).toEqual({ kind: 'taken', http_status: 202 });
    expect(await received()).toEqual([{ ...kept, times: 1 }]);
  });

  it('is one event however often it is told', async () => {
    await open();
    for (let n = 0; n < 3; n++) expect((await write()).kind).toBe('taken');
    await write({ ...asked, name: 'Loyalty Reached' });
    expect(await received()).toMatchObject([{ times: 3 }, { metric: 'Loyalty Reached', times: 1 }]);
  });

  it('is told again where the answer is lost, and is one event', async () => {
    await open({ write_answer_lost: { count: 1 } });
    await expect(write()).rejects.toMatchObject({ kind: 'retry' });
    expect((await write()).kind).toBe('taken');
    expect(await received()).toEqual([{ ...kept, times: 2 }]);
  });

  it('is refused for good where Klaviyo does not like it', async () => {
    await open({ write_refused: { count: 1 } });
    expect(await write()).toEqual({ kind: 'refused', http_status: 400, reason: 'bad_request' });
    expect(await write({ ...asked, email: 'nobody' })).toMatchObject({ kind: 'refused', http_status: 400 });
  });

  it.each([
    ['unauthorized', { rate: 1 }, 'unauthorized'],
    ['rate_limited', { count: 1 }, 'rate_limited'],
    ['server_error', { count: 1 }, 'server_error'],
    ['not_json', { count: 1 }, 'bad_gateway'],
    ['slow', { count: 1, delay_ms: 2000 }, 'answer_timeout'],
  ])('is to be tried again after %s', async (fault, spec, reason) => {
    await open({ [fault]: spec });
    await expect(write()).rejects.toMatchObject({ kind: 'retry', reason });
  });

  it('goes before what is polled', async () => {
    await open();
    const narrow = klaviyo(configFor(sandbox, { requestsPerSecond: 1 }), deps);
    await narrow.check();
    const order: string[] = [];
    const polling = narrow.sources[2]!.poll(undefined, {
      ...{ now_ms: sandbox.clock.now_ms(), signal: new AbortController().signal },
      ...{ marks: { get: () => undefined, entries: () => [] }, follow: async () => [] },
    });
    const polled = polling[Symbol.asyncIterator]()
      .next()
      .then(() => order.push('polled'));
    const told = narrow.events!.write(asked, new AbortController().signal).then(() => order.push('told'));
    await Promise.all([polled, told]);
    expect(order).toEqual(['told', 'polled']);
    await narrow.close();
  });
});
