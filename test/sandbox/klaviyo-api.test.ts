import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, pages, rows, tell } from './klaviyo-support.ts';
import { switchFaults, truths } from './service-support.ts';
import { ANCHOR_MS, DAY_MS, type Json, type Visitor, visit } from './support.ts';

let visitor: Visitor;
beforeEach(async () => {
  visitor = await visit({ orders: 4_000 });
});
afterEach(() => visitor.sandbox.close());

const metricsOf = async () => {
  const all = await rows(visitor, 'metrics');
  return new Map(all.map(({ id, attributes }) => [attributes.name, id]));
};

describe('events', () => {
  test('of a metric are those of the truth, in the order of time, with whose they are', async () => {
    const metrics = await metricsOf();
    for (const [name, kind] of [
      ['Opened Email', 'opened'],
      ['Clicked Email', 'clicked'],
    ] as const) {
      const filter = `equals(metric_id,"${metrics.get(name)}")`;
      const all = await pages(visitor, 'events', { filter, sort: 'datetime', include: 'profile', 'page[size]': '50' });
      const found = all.flatMap(({ data, included }) => {
        const profiles = new Map(included.map((one: Json) => [one.id, one.attributes.email.trim().toLowerCase()]));
        return data.map((event: Json) => ({ id: event.id, email: profiles.get(event.relationships.profile.data.id) }));
      });
      const truth = (await truths(visitor, 'engagement')).filter((one) => one.kind === kind);
      expect(found).toHaveLength(truth.length);
      expect(new Map(found.map(({ id, email }) => [id, email]))).toEqual(
        new Map(truth.map((one) => [one.event_id, one.email])),
      );
      const times = all.flatMap(({ data }) => data.map((event: Json) => event.attributes.timestamp));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(all.length).toBeGreaterThan(1);
    }
  });

  test('can be asked for from a moment on, that one included', async () => {
    const all = await rows(visitor, 'events', { 'page[size]': '1000' });
    const { datetime } = all[40]!.attributes;
    const from = await rows(visitor, 'events', {
      filter: `greater-or-equal(datetime,${datetime})`,
      'page[size]': '1000',
    });
    expect(from).toEqual(all.filter(({ attributes }) => attributes.datetime >= datetime));
  });

  test('follow a campaign, which goes to those who have subscribed', async () => {
    const consents = await truths(visitor, 'consents');
    const never = new Set(consents.filter(({ consent }) => consent === 'never').map(({ email }) => email));
    for (const { email, campaign, occurred_at_ms } of await truths(visitor, 'engagement')) {
      expect(never.has(email)).toBe(false);
      const sent_ms = Date.parse(campaign.replace('News of ', '')) + 15 * 3_600_000;
      expect(occurred_at_ms).toBeGreaterThan(sent_ms);
      expect(occurred_at_ms - sent_ms).toBeLessThan(4 * DAY_MS);
    }
  });

  test('are 1000 a page at most, and filters must be right', async () => {
    expect((await ask(visitor, '/api/events?page[size]=1001')).status).toBe(400);
    expect((await ask(visitor, '/api/events?filter=equals(metric_id')).status).toBe(400);
    expect((await ask(visitor, '/api/events?page[cursor]=abc')).status).toBe(400);
  });
});

describe('profiles', () => {
  const query = { sort: 'updated', 'additional-fields[profile]': 'subscriptions', 'page[size]': '100' };

  test('say what their owners want, in the order of their change', async () => {
    const all = await rows(visitor, 'profiles', query);
    const truth = new Map((await truths(visitor, 'consents')).map((one) => [one.profile_id, one]));
    expect(all).toHaveLength(truth.size);
    for (const { id, attributes } of all) {
      const { marketing } = attributes.subscriptions.email;
      const { consent, suppressed, email, since_ms } = truth.get(id)!;
      const said = { subscribed: 'SUBSCRIBED', unsubscribed: 'UNSUBSCRIBED', never: 'NEVER_SUBSCRIBED' }[
        String(consent)
      ];
      expect([marketing.consent, attributes.email.trim().toLowerCase()]).toEqual([said, email]);
      expect(marketing.can_receive_email_marketing).toBe(!suppressed && consent !== 'unsubscribed');
      expect(Date.parse(attributes.updated)).toBe(since_ms);
      expect(since_ms).toBeLessThanOrEqual(ANCHOR_MS);
    }
    const times = all.map(({ attributes }) => Date.parse(attributes.updated));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('have no subscriptions unless asked, and can be asked for by id and by change', async () => {
    const all = await rows(visitor, 'profiles', query);
    expect((await rows(visitor, 'profiles', { sort: 'updated' }))[0]!.attributes).not.toHaveProperty('subscriptions');
    const ids = [all[3]!.id, all[7]!.id, '01nobody'];
    const named = await rows(visitor, 'profiles', { ...query, filter: `any(id,${JSON.stringify(ids)})` });
    expect(named).toEqual([all[3], all[7]]);
    const { updated } = all[5]!.attributes;
    const later = await rows(visitor, 'profiles', { ...query, filter: `greater-than(updated,${updated})` });
    expect(later).toEqual(all.filter(({ attributes }) => attributes.updated > updated));
  });
});

describe('the door', () => {
  test.each([
    ['another key', { authorization: 'Klaviyo-API-Key x' }, 401],
    ['the key as a bearer', { authorization: 'Bearer pk_sandbox_klaviyo' }, 401],
    ['no revision', { revision: '' }, 400],
  ])('with %s', async (_, headers, status) => {
    const answer = await ask(visitor, '/api/metrics', headers);
    expect([answer.status, ((await answer.json()) as Json).errors[0].status]).toEqual([status, status]);
  });

  test('tells what is left of the minute, but not with a 429', async () => {
    const fine = await ask(visitor, '/api/metrics');
    for (const name of ['limit', 'remaining', 'reset'])
      expect(Number(fine.headers.get(`ratelimit-${name}`))).toBeGreaterThan(0);
    const limited = await visit({ vendorLimits: true });
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask(limited, '/api/metrics')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) {
      expect(headers.get('ratelimit-remaining')).toBeNull();
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    await limited.sandbox.close();
  });

  test('never opens to what subscribes somebody', async () => {
    const path = `${visitor.sandbox.urls.klaviyo}/api/profile-subscription-bulk-create-jobs`;
    const headers = { authorization: 'Klaviyo-API-Key pk_sandbox_klaviyo', revision: '2026-07-15' };
    expect((await fetch(path, { method: 'POST', headers, body: '{}' })).status).toBe(404);
  });
});

describe('events that are told', () => {
  const event = (unique_id: string, email = 'ada@example.com', name = 'Survey Requested'): Json => ({
    type: 'event',
    attributes: {
      properties: { order_id: 'o1' },
      time: '2026-05-09T01:30:00.500Z',
      unique_id,
      metric: { data: { type: 'metric', attributes: { name } } },
      profile: { data: { type: 'profile', attributes: { email } } },
    },
  });

  test('are kept once for each id, profile and metric', async () => {
    for (const id of ['a', 'a', 'b']) expect((await tell(visitor, event(id))).status).toBe(202);
    await tell(visitor, event('a', 'bo@example.com'));
    await tell(visitor, event('a', 'ada@example.com', 'Loyalty Reached'));
    const received = await truths(visitor, 'received');
    expect(received.map(({ unique_id, times }) => [unique_id, times])).toEqual([
      ['a', 2],
      ['b', 1],
      ['a', 1],
      ['a', 1],
    ]);
    expect(received[0]).toMatchObject({ time_ms: Date.parse('2026-05-09T01:30:00Z'), properties: { order_id: 'o1' } });
    expect(await visitor.counts()).toMatchObject({ 'klaviyo.events.new': 4, 'klaviyo.events.known': 1 });
  });

  test.each([
    ['no event', { type: 'profile' }],
    ['nobody', event('a', '')],
    ['no metric', event('a', 'a@b.example', '')],
  ])('of %s are refused', async (_, data) => {
    expect((await tell(visitor, data)).status).toBe(400);
    expect(await truths(visitor, 'received')).toEqual([]);
  });

  test('are still there after a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'klaviyo-'));
    const options = { dataDir, orders: 50 };
    const first = await visit(options);
    await tell(first, event('a'));
    await first.sandbox.close();
    const second = await visit(options);
    await tell(second, event('a'));
    expect(await truths(second, 'received')).toMatchObject([{ unique_id: 'a', times: 2 }]);
    await second.sandbox.close();
    rmSync(dataDir, { recursive: true });
  });
});

describe('faults of Klaviyo', () => {
  test('lead elsewhere, repeat a row, and bring what nobody can read', async () => {
    const klaviyo = {
      ...{ next_elsewhere: { count: 1 }, row_repeated: { count: 1 }, unknown_fields: { count: 1 } },
      ...{ poison: { count: 1, after: 1 } },
    };
    await switchFaults(visitor, { klaviyo });
    const first = (await (await ask(visitor, '/api/events?page[size]=2')).json()) as Json;
    expect(first.links.next).toMatch(/^https:\/\/elsewhere\.example\/api\/events\?/);
    expect(first.data[0].hologram).toEqual([1]);
    const second = (await (await ask(visitor, `/api/events${new URL(first.links.next).search}`)).json()) as Json;
    expect(second.data[0].id).toBe(first.data[1].id);
    const few = (await (
      await ask(visitor, '/api/profiles?page[size]=100&filter=greater-than(updated,2026-11-01T00:00:00Z)')
    ).json()) as Json;
    const more = (await (
      await ask(visitor, '/api/profiles?page[size]=100&filter=greater-than(updated,2026-11-01T00:00:00Z)')
    ).json()) as Json;
    expect(more.data.length - few.data.length).toBe(1);
  });
});
