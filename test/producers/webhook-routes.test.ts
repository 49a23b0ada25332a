import { afterAll, beforeAll, expect, test } from 'vitest';
import { webhooksOf } from '../../cli/pipeline/components.ts';
import { upstreamsOf } from '../../pipeline.ts';
import { configOf } from '../../runtime/config/load.ts';
import { silentLog } from '../../runtime/logging/log.ts';
import { createMetrics } from '../../runtime/metrics/metrics.ts';
import { newFolder } from '../upstreams/folder.ts';
import { type Desk, NOW_MS, openDesk } from './webhook-fixture.ts';

/** The routes of the contract, and what the config of each must say at least. */
const routes: Readonly<Record<string, object>> = {
  sevenrooms: { clientId: 'a', clientSecret: 'b', venueGroupId: 'c', webhookSecret: 'd' },
  service: { apiKey: 'a', webhookSecret: 'whsec_ZGRkZA==' },
  toast: { baseUrl: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b', webhookSecret: 'd' },
  square: { accessToken: 'a', webhookSignatureKey: 'b', webhookUrl: 'https://regulars.example/webhooks/square' },
  typeform: { accessToken: 'a', webhookSecret: 'd', forms: ['f'] },
  medallia: {
    ...{ baseUrl: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b' },
    ...{ webhookToken: 'd', fields: { email: 'e_email', completed_at: 'e_completed' } },
  },
  klaviyo: { apiKey: 'a', webhookSecret: 'd' },
  mailchimp: { baseUrl: 'http://127.0.0.1:9', apiKey: 'a', listId: 'l', webhookSecret: 'd' },
  opentable: { tokenUrl: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b', webhookSecret: 'whsec_ZGRkZA==' },
  resy: { webhookSecret: 'whsec_ZGRkZA==' },
};

const bodies: readonly (readonly [what: string, body: Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['no JSON', Buffer.from('order=1')],
  ['JSON that is cut short', Buffer.from('{"id": "1", "type": "x"')],
  ['an empty object', Buffer.from('{}')],
  ['null', Buffer.from('null')],
  ['a list', Buffer.from('[[[]]]')],
  ['no text at all', Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])],
  ['a prototype', Buffer.from('{"__proto__": {"id": "1"}, "constructor": 1, "guid": {}, "timestamp": []}')],
  ['JSON that is very deep', Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
];

/** What stands where each vendor puts its signature. */
const signatures = ['', 'x', '☃', 'v1,', 't=0,v1=', 'sha256=', `${'A'.repeat(4_000)}=`];
const headers = [
  ...['toast-signature', 'x-sevenrooms-signature', 'webhook-signature', 'svix-signature', 'typeform-signature'],
  ...['x-square-hmacsha256-signature', 'klaviyo-signature', 'authorization', 'x-mailchimp-signature'],
];

let desk: Desk;
let taken: ReadonlySet<string>;
beforeAll(async () => {
  const config = configOf({ upstreams: routes });
  const deps = { dataDir: newFolder(), log: silentLog, metrics: createMetrics(), now: () => NOW_MS };
  const webhooks = webhooksOf(upstreamsOf(config, deps));
  taken = new Set(webhooks.keys());
  desk = await openDesk({ webhooks });
});
afterAll(() => desk.app.close());

const post = (upstream: string, payload: Buffer, sent: Record<string, string> = {}) =>
  desk.app.inject({ method: 'POST', url: `/webhooks/${upstream}`, payload, headers: sent });

test('some upstream has a webhook, and none that the contract does not name', () => {
  expect(taken.size).toBeGreaterThan(0);
  expect(Object.keys(routes)).toEqual(expect.arrayContaining([...taken]));
});

test.each(Object.keys(routes))('/webhooks/%s believes nothing that is not signed, whatever it is', async (upstream) => {
  const expected = taken.has(upstream) ? 401 : 404;
  for (const [what, body] of bodies) {
    expect((await post(upstream, body)).statusCode, `${what}, unsigned`).toBe(expected);
    for (const value of signatures) {
      const sent = Object.fromEntries(headers.map((name) => [name, value]));
      expect((await post(upstream, body, sent)).statusCode, `${what}, signed ${value.slice(0, 9)}`).toBe(expected);
    }
  }
  expect(await desk.records()).toEqual([]);
});

test.each(['GET', 'PUT', 'DELETE', 'PATCH'] as const)('%s is no way to deliver', async (method) => {
  for (const upstream of taken) {
    const answer = await desk.app.inject({ method, url: `/webhooks/${upstream}` });
    expect(answer.statusCode, upstream).toBe(404);
  }
});
