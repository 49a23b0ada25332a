import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { KlaviyoApi } from '../../../upstreams/klaviyo/api.ts';
import { deps } from './twin.ts';

let server: Server;
let api: KlaviyoApi;
let baseUrl: string;
const asked: IncomingMessage[] = [];
afterEach(async () => {
  await api.close();
  server.close();
  server.closeAllConnections();
  asked.length = 0;
});

async function serve(answer: RequestListener): Promise<void> {
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server's address
  baseUrl = `http://127.0.0.1:${port}`;
  const config = { baseUrl, apiKey: 'pk', webhookSecret: null, pollSeconds: 1, requestsPerSecond: 1000 };
  api = new KlaviyoApi({ ...config, since: { kind: 'beginning' } }, deps);
}

const call = { priority: 10 };

describe('a call to Klaviyo', () => {
  it('carries the key, the revision and the media type', async () => {
    await serve((_, response) => response.end('{"data": []}'));
    await api.list('events', 'page[size]=1', call);
    expect(asked[0]?.url).toBe('/api/events?page[size]=1');
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Klaviyo-API-Key pk',
      revision: '2026-07-15',
      accept: 'application/vnd.api+json',
    });
  });

  it('takes of a link to the next page its query alone, whatever host it names', async () => {
    const next = 'https://elsewhere.example/api/profiles?page%5Bcursor%5D=abc&sort=updated#top';
    await serve((_, response) => response.end(JSON.stringify({ data: [], links: { next } })));
    expect((await api.list('profiles', '', call)).next).toBe('page%5Bcursor%5D=abc&sort=updated');
  });

  it.each([7, 'https://elsewhere.example/', {}])('comes again where the link leads nowhere: %j', async (next) => {
    await serve((_, response) => response.end(JSON.stringify({ data: [], links: { next } })));
    await expect(api.list('profiles', '', call)).rejects.toMatchObject({
      kind: 'retry',
      reason: 'next_page_unreadable',
    });
  });

  it('comes again where the answer is no list', async () => {
    await serve((_, response) => response.end('{"data": {}}'));
    await expect(api.list('events', '', call)).rejects.toMatchObject({ kind: 'retry', reason: 'answer_is_no_list' });
  });

  it('waits where an answer says that the minute is used up', async () => {
    await serve((_, response) => {
      const headers = { 'RateLimit-Limit': '750', 'RateLimit-Remaining': '0', 'RateLimit-Reset': '60' };
      response.writeHead(200, headers).end('{"data": []}');
    });
    await api.list('profiles', 'first', call);
    const stop = new AbortController();
    const second = api.list('events', 'second', { ...call, signal: stop.signal });
    for (let n = 0; n < 3; n++) await fetch(`${baseUrl}/another`);
    expect(asked.map(({ url }) => url)).toEqual(['/api/profiles?first', ...Array(3).fill('/another')]);
    stop.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
  });

  it('finds metrics by name, page after page, and remembers them', async () => {
    await serve((request, response) => {
      const first = !request.url?.includes('cursor');
      const metric = { id: first ? 'm1' : 'm2', attributes: { name: first ? 'Opened Email' : 'Clicked Email' } };
      const links = { next: first ? 'https://a.klaviyo.com/api/metrics?page[cursor]=2' : null };
      response.end(JSON.stringify({ data: [metric], links }));
    });
    expect(await api.metric('Clicked Email', call)).toBe('m2');
    expect(await api.metric('Opened Email', call)).toBe('m1');
    expect(asked.length).toBe(2);
    expect(await api.metric('Sung E-Mail', call)).toBeNull();
  });

  it('asks for profiles a hundred at a time', async () => {
    await serve((request, response) => {
      const ids = /any\(id,\[(.*)\]\)/.exec(new URL(request.url!, 'http://x').searchParams.get('filter')!)?.[1] ?? '';
      response.end(JSON.stringify({ data: ids.split(',').map((id) => ({ id: JSON.parse(id) })) }));
    });
    const ids = Array.from({ length: 230 }, (_, n) => `p${n}`);
    expect([...(await api.profiles(ids, call)).keys()]).toEqual(ids);
    expect(asked.length).toBe(3);
    expect((await api.profiles([], call)).size).toBe(0);
  });
});
