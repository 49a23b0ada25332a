import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/options.ts';
import { type Host, host, tagOf, utc } from './sevenrooms-support.ts';
import { ANCHOR_MS, type Delivery, grouped, type Json, receiver, until } from './support.ts';

const SECRET = 'the secret of this subscription';

let one: Host;
let hooks: Awaited<ReturnType<typeof receiver>>;
afterEach(async () => {
  await one?.visitor.sandbox.close();
  hooks?.close();
});

async function live(answer?: (delivery: Delivery) => number | null, options: SandboxOptions = {}): Promise<void> {
  hooks = await receiver(answer);
  one = await host({
    historyOnly: false,
    speed: 10_000,
    orders: 20_000,
    retryScale: 1_000,
    webhooks: { sevenrooms: { url: hooks.url, secret: SECRET } },
    ...options,
  });
}

function rightly({ headers, raw }: Delivery): boolean {
  return headers['x-sevenrooms-signature'] === createHmac('sha256', SECRET).update(raw).digest('hex');
}

describe('a webhook of SevenRooms', () => {
  test('has its envelope, a signature in hex, and the moment of the attempt', async () => {
    await live();
    await until('some arrive', () => hooks.got.length >= 30);
    for (const delivery of hooks.got) {
      expect(Object.keys(delivery.body)).toEqual(['entity', 'event_type', 'entity_type', 'updates']);
      expect(rightly(delivery)).toBe(true);
      const sent_ms = Number(delivery.headers['x-sevenrooms-timestamp']) * 1_000;
      expect(Math.abs(sent_ms - Date.now())).toBeLessThan(60_000);
    }
  });

  test('comes for every change of reservations and clients, with what was there before', async () => {
    await live();
    const life = () => {
      const told = grouped(hooks.got, ({ body }) => `${body.entity_type} ${body.entity.id}`);
      return [...told.values()].map((got) => got.map(({ body }) => body as Json)).find(hasCome);
    };
    await until('a reservation was seated and completed', () => life() !== undefined);
    await until('clients were told of', () => hooks.got.some(({ body }) => body.entity_type === 'client'));
    const [seated, complete] = life()!.filter(({ entity }) => ['SEATED', 'COMPLETE'].includes(entity.status));
    expect(seated!.updates).toContainEqual({ field: 'status', previous: expect.any(String) });
    expect(complete!.updates).toContainEqual({ field: 'status', previous: 'SEATED' });
    const events = new Set(hooks.got.map(({ body }) => `${body.entity_type}.${body.event_type}`));
    await until('one was made', () => hooks.got.some(({ body }) => body.event_type === 'created'));
    expect(events).toContain('reservation.updated');
    const made = hooks.got.find(({ body }) => body.event_type === 'created')!.body;
    expect([made.updates, made.entity.created]).toEqual([[], made.entity.updated]);
  });

  test('comes for the writes of the API’s own clients, once for each that changed something', async () => {
    await live(undefined, { historyOnly: true, orders: 300 });
    const [row] = await one.rows('clients');
    const body = { client_tags: [{ group: 'Loyalty', tag: 'member' }] };
    const { data } = (await (await one.patch('clients', row!.id, body)).json()) as Json;
    await one.patch('clients', row!.id, body);
    const { id } = (await one.rows('reservations'))[0]!;
    await one.patch('reservations', id, { notes: 'A briefing' });
    await until('both arrive', () => hooks.got.length === 2);
    const told = (entity_type: string) => hooks.got.find(({ body: got }) => got.entity_type === entity_type)!.body;
    const [client, reservation] = [told('client'), told('reservation')];
    expect(client).toMatchObject({ entity_type: 'client', event_type: 'updated', entity: data });
    expect(client.updates.map(({ field }: Json) => field)).toEqual(['client_tags', 'tags']);
    expect(client.updates[0].previous).toEqual(row!.client_tags);
    expect(client.entity.client_tags.map(tagOf)).toContainEqual(body.client_tags[0]);
    expect(reservation).toMatchObject({ entity_type: 'reservation', entity: { id, notes: 'A briefing' } });
    expect(utc(client.entity.updated)).toBeGreaterThanOrEqual(ANCHOR_MS);
  });

  test('is repeated after a 500, and not after a 400', async () => {
    await live(({ body }) => (body.entity.id === hooks.got[0]!.body.entity.id ? 500 : 400));
    const { retried, refused } = { retried: 'sevenrooms.webhooks.retried', refused: 'sevenrooms.webhooks.refused' };
    await until('some are repeated', async () => ((await one.visitor.counts())[retried] ?? 0) > 0);
    await until('others are not', async () => ((await one.visitor.counts())[refused] ?? 0) > 10);
  });
});

test('its faults: lost, doubled, out of order, badly signed, and of no sense', async () => {
  const faults = {
    webhook_lost: { rate: 0.2 },
    webhook_duplicated: { rate: 0.2 },
    webhook_out_of_order: { rate: 0.2 },
    webhook_bad_signature: { count: 1 },
    webhook_poison: { count: 1, after: 3 },
  };
  await live(undefined, { faults: { sevenrooms: faults } });
  await until('enough arrive', () => hooks.got.length > 60);
  const counts = await one.visitor.counts();
  for (const name of Object.keys(faults)) expect(counts[`sevenrooms.faults.${name}`]).toBeGreaterThan(0);
  const bad = new Set(hooks.got.filter((delivery) => !rightly(delivery)).map(({ raw }) => raw.toString()));
  expect(bad.size).toBe(1);
  expect(hooks.got.some(({ body }) => body.entity.updated === 'last week')).toBe(true);
});

function hasCome(told: readonly Json[]): boolean {
  const statuses = told.map(({ entity }) => entity.status);
  const seated = statuses.indexOf('SEATED');
  return (
    told[0]!.entity_type === 'reservation' &&
    seated >= 0 &&
    statuses.indexOf('COMPLETE') > seated &&
    statuses.filter((status) => status === 'SEATED').length === 1
  );
}
