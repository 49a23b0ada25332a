import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Desk, headersFor, message, NOW_MS, openDesk, signature, writerThat } from './webhook-fixture.ts';

const desks: Desk[] = [];

async function open(...args: Parameters<typeof openDesk>): Promise<Desk> {
  const desk = await openDesk(...args);
  desks.push(desk);
  return desk;
}

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.app.close();
});

async function post({ app }: Desk, body: Buffer, headers: Record<string, string>, upstream = 'toast') {
  return app.inject({ method: 'POST', url: `/webhooks/${upstream}`, payload: body, headers });
}

describe('a signed delivery', () => {
  it('is in the log, as received, before its sender hears that it is', async () => {
    const desk = await open();
    const body = message({ guid: 'e-1' });
    const answer = await post(desk, body, headersFor(body));
    expect(answer.statusCode).toBe(200);
    const [kept] = await desk.kept();
    expect(kept).toMatchObject({
      delivery_id: 'toast:e-1',
      entity_id: 'toast:o-1',
      upstream: 'toast',
      received_at: NOW_MS,
    });
    expect(kept?.body.equals(body)).toBe(true);
  });

  it('is kept with its sender’s headers, but not with its signature', async () => {
    const desk = await open();
    const body = message();
    await post(desk, body, headersFor(body, { authorization: 'Bearer x', cookie: 'y' }));
    const [kept] = await desk.kept();
    expect(Object.keys(kept?.headers ?? {}).sort()).toEqual([
      'toast-attempt-number',
      'toast-event-category',
      'toast-event-type',
      'toast-restaurant-external-id',
      'user-agent',
    ]);
  });

  it('lies with the other deliveries about its order, under a key of its own', async () => {
    const desk = await open();
    const body = message({ guid: 'e-1' });
    await post(desk, body, headersFor(body));
    await post(desk, body, headersFor(body, { 'toast-attempt-number': '2' }));
    const keys = (await desk.records()).map(({ key }) => key.toString());
    expect(keys).toEqual(['toast:o-1|toast:e-1', 'toast:o-1|toast:e-1']);
  });

  it('is taken whatever its sender says of its type', async () => {
    const desk = await open();
    const body = message();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'no type at all', 'multipart/form-data']) {
      expect((await post(desk, body, headersFor(body, { 'content-type': type }))).statusCode, type).toBe(200);
    }
  });

  it('is taken where nobody knows its kind: it is kept, and counted', async () => {
    const desk = await open();
    const body = message({ eventCategory: 'stock', eventType: 'low_quantity', details: { item: 7 }, guid: 'e-9' });
    expect((await post(desk, body, headersFor(body))).statusCode).toBe(200);
    expect(await desk.kept()).toMatchObject([{ delivery_id: 'toast:e-9', entity_id: 'toast:e-9' }]);
  });

  it('is counted by upstream and status', async () => {
    const desk = await open();
    const body = message();
    await post(desk, body, headersFor(body));
    await post(desk, body, {});
    await post(desk, body, headersFor(body), 'nobody');
    expect(desk.answers).toEqual([
      ['toast', 200],
      ['toast', 401],
      ['unknown', 404],
    ]);
  });
});

describe('what is not to be believed', () => {
  const body = message();
  const at = (iso: string) => {
    const late = message({ timestamp: iso });
    return [late, headersFor(late, { 'toast-signature': signature(late, iso) })] as const;
  };

  it.each([
    ['without a signature', body, { 'toast-attempt-number': '1' }],
    ['with an empty signature', body, headersFor(body, { 'toast-signature': '' })],
    [
      'with another secret’s signature',
      body,
      headersFor(body, { 'toast-signature': signature(body, undefined, 'other') }),
    ],
    [
      'with the signature of another time',
      body,
      headersFor(body, { 'toast-signature': signature(body, '2026-05-09T00:31:00.000Z') }),
    ],
    ['with a signature that is no Base64', body, headersFor(body, { 'toast-signature': '☃☃☃' })],
    ['cut short', body.subarray(0, 80), headersFor(body)],
    ['with one byte changed', Buffer.from(body.toString().replace('o-1', 'o-2')), headersFor(body)],
    ['no JSON, and badly signed', Buffer.from('order=1'), headersFor(body)],
    ['that is more than a day old', ...at('2026-05-08T00:30:59.000Z')],
    ['that is from the day after tomorrow', ...at('2026-05-10T00:31:01.000Z')],
  ])('%s is a 401, and is not kept', async (_what, bytes, headers) => {
    const desk = await open();
    expect((await post(desk, bytes, headers)).statusCode).toBe(401);
    expect(await desk.records()).toEqual([]);
  });

  it('is let in up to a day late: Toast repeats messages with the time of the first attempt', async () => {
    const desk = await open();
    const [late, headers] = at('2026-05-08T00:31:00.000Z');
    expect((await post(desk, late, headers)).statusCode).toBe(200);
  });
});

describe('what is signed, and yet no message', () => {
  const signed = (text: string, timestamp = '') =>
    [Buffer.from(text), signature(Buffer.from(text), timestamp)] as const;
  const time = '2026-05-09T00:30:59.500Z';

  it.each([
    ['no JSON', ...signed('order updated')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), signature(Buffer.from([0xff, 0xfe, 0x00]), '')],
    ['nothing', ...signed('')],
    ['a list', ...signed('[]')],
    ['null', ...signed('null')],
    ['without a time', ...signed('{"guid":"e","eventType":"order_updated"}')],
    ['with a time that is none', ...signed('{"timestamp":"now","guid":"e","eventType":"x"}', 'now')],
    ['without an id', ...signed(`{"timestamp":"${time}","eventType":"order_updated"}`, time)],
    ['with an id that is no text', ...signed(`{"timestamp":"${time}","guid":{},"eventType":"order_updated"}`, time)],
    ['with an endless id', ...signed(`{"timestamp":"${time}","guid":"${'x'.repeat(201)}","eventType":"x"}`, time)],
    ['without a kind', ...signed(`{"timestamp":"${time}","guid":"e"}`, time)],
  ])('%s is a 400, and is not kept', async (_what, body, sign) => {
    const desk = await open();
    expect((await post(desk, body, headersFor(body, { 'toast-signature': sign }))).statusCode).toBe(400);
    expect(await desk.records()).toEqual([]);
  });
});

describe('what is too large', () => {
  it('is a 413 over 1 MiB, and a 200 at it', async () => {
    const desk = await open();
    const padded = (size: number) => {
      const empty = message({ guid: 'e', padding: '' }).length;
      return message({ guid: 'e', padding: 'x'.repeat(size - empty) });
    };
    const [fits, over] = [padded(1024 * 1024), padded(1024 * 1024 + 1)];
    expect((await post(desk, fits, headersFor(fits))).statusCode).toBe(200);
    expect((await post(desk, over, headersFor(over))).statusCode).toBe(413);
    expect(await desk.kept()).toHaveLength(1);
  });

  it('is a 413, too, where it does not say how long it is', async () => {
    const desk = await open();
    await desk.app.listen({ port: 0, host: '127.0.0.1' });
    expect(await sentInChunks(desk, Buffer.alloc(2 * 1024 * 1024, 'x'))).toBe(413);
  });
});

describe('an upstream that is not configured', () => {
  it('is a 404', async () => {
    const desk = await open();
    const body = message();
    for (const name of ['nobody', '__proto__', 'constructor', 'TOAST']) {
      expect((await post(desk, body, headersFor(body), name)).statusCode, name).toBe(404);
    }
  });
});

describe('a log that is in trouble', () => {
  it('is a 503 at once where it refuses', async () => {
    const desk = await open({ writer: writerThat(() => Promise.reject(new Error('no leader'))) });
    const body = message();
    expect((await post(desk, body, headersFor(body))).statusCode).toBe(503);
  });

  it('is a 503 within the second where it does not answer', async () => {
    const desk = await open({ writer: writerThat(() => new Promise(() => undefined)) });
    const body = message();
    const began = performance.now();
    expect((await post(desk, body, headersFor(body))).statusCode).toBe(503);
    const took_ms = performance.now() - began;
    expect(took_ms).toBeGreaterThan(800);
    expect(took_ms).toBeLessThan(1000);
  });

  it('is a 503 before the body is read once too much waits for it, and heals when that has gone', async () => {
    const waiting: (() => void)[] = [];
    const slow = writerThat(() => new Promise((resolve) => waiting.push(resolve)));
    const body = message();
    const desk = await open({ writer: slow, most_bytes: body.length * 2, append_timeout_ms: 20 });
    const statuses = async () =>
      (await Promise.all([1, 2, 3].map(() => post(desk, body, headersFor(body))))).map((one) => one.json());
    expect(await statuses()).toEqual([{ error: 'log_slow' }, { error: 'log_slow' }, { error: 'too_much_under_way' }]);
    for (const done of waiting.splice(0)) done();
    await expect
      .poll(() => post(desk, body, headersFor(body)).then((one) => one.json()))
      .toEqual({ error: 'log_slow' });
  });

  it('holds nothing for senders that went away in the middle of a body', async () => {
    const body = message();
    const desk = await open({ most_bytes: body.length });
    await desk.app.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect(portOf(desk), '127.0.0.1');
    socket.write(`POST /webhooks/toast HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n{"half":`);
    await expect.poll(() => post(desk, body, headersFor(body)).then((one) => one.statusCode)).toBe(503);
    socket.destroy();
    await expect.poll(() => post(desk, body, headersFor(body)).then((one) => one.statusCode)).toBe(200);
  });
});

function portOf({ app }: Desk): number {
  // It listens on TCP.
  return (app.server.address() as AddressInfo).port;
}

function sentInChunks(desk: Desk, body: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { port: portOf(desk), host: '127.0.0.1', method: 'POST', path: '/webhooks/toast' };
    const request = httpRequest({ ...options, headers: { 'transfer-encoding': 'chunked' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    for (let at = 0; at < body.length; at += 65_536) request.write(body.subarray(at, at + 65_536));
    request.end();
  });
}
