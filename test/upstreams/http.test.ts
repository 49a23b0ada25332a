import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Failure, failureOf } from '../../runtime/failures.ts';
import { Http, type HttpRequest } from '../../upstreams/shared/http.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function listening(server: TcpServer): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  // It listens on TCP.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const called: (number | string)[] = [];

async function httpTo(answer: Answer | string, timeout_ms = 1000): Promise<Http> {
  const baseUrl = typeof answer === 'string' ? answer : await listening(createServer(answer));
  called.length = 0;
  const note = (status: number | string) => void called.push(status);
  const http = new Http({ baseUrl, connections: 2, connect_timeout_ms: 1000, timeout_ms, now: Date.now, called: note });
  open.unshift(http);
  return http;
}

const get: HttpRequest = { method: 'GET', path: '/guests/g-1?email=ada@x.test', max_bytes: 1000 };

describe('a request that is answered', () => {
  it('gives the parsed body', async () => {
    const http = await httpTo((_request, response) => response.end('{"a":[1]}'));
    expect((await http.json(get)).json).toEqual({ a: [1] });
    expect(called).toEqual([200]);
  });

  it('is sent as it should be, behind the path of the base address', async () => {
    const seen: unknown[] = [];
    const base = await listening(
      createServer((request, response) => {
        const { method, url, headers } = request;
        request
          .setEncoding('utf8')
          .on('data', (body: string) =>
            seen.push({ method, url, type: headers['content-type'], own: headers.own, body }),
          );
        request.on('end', () => response.end('{}'));
      }),
    );
    const http = await httpTo(`${base}/api`);
    await http.json({ method: 'POST', path: '/x?y=%2B', headers: { own: 'z' }, json: { a: 'é' }, max_bytes: 10 });
    expect(seen).toEqual([
      { method: 'POST', url: '/api/x?y=%2B', type: 'application/json', own: 'z', body: '{"a":"é"}' },
    ]);
    await http.json({ method: 'POST', path: '/x', form: { a: 'é &', b: '' }, max_bytes: 10 });
    expect(seen[1]).toMatchObject({ type: 'application/x-www-form-urlencoded', body: 'a=%C3%A9+%26&b=' });
  });

  it.each([
    [404, { kind: 'poison', reason: 'not_found' }],
    [403, { kind: 'retry', reason: 'forbidden', after_ms: 300_000 }],
    [500, { kind: 'retry', reason: 'server_error', after_ms: 60_000 }],
    [418, { kind: 'fatal', reason: 'client_error_unknown' }],
  ])('with %d fails as the table says', async (status, failure) => {
    const http = await httpTo((_request, response) => response.writeHead(status).end('{"guest":"ada"}'));
    await expect(http.json(get)).rejects.toMatchObject(failure);
  });

  it('waits as long as the upstream asks, be it seconds or a date', async () => {
    const http = await httpTo((request, response) => {
      const until = new Date(Math.ceil(Date.now() / 1000) * 1000 + 9000).toUTCString();
      response.writeHead(503, { 'retry-after': request.url === '/date' ? until : '7' }).end();
    });
    await expect(http.json(get)).rejects.toMatchObject({ kind: 'retry', after_ms: 7000 });
    const failure = await http.json({ ...get, path: '/date' }).catch(failureOf);
    expect(failure).toMatchObject({ kind: 'retry', after_ms: expect.any(Number) });
    const { after_ms } = failure as Failure; // as the line before has just found
    expect(after_ms).toBeGreaterThan(8000);
    expect(after_ms).toBeLessThanOrEqual(10_000);
  });

  it('does not go where a redirect points: the token is for one host alone', async () => {
    const visited: (string | undefined)[] = [];
    const http = await httpTo((request, response) => {
      visited.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await expect(http.json(get)).rejects.toMatchObject({ kind: 'fatal', reason: 'redirected' });
    expect(visited).toHaveLength(1);
  });

  it('is taken up to its bound and no further', async () => {
    const http = await httpTo((_request, response) => response.end(JSON.stringify('x'.repeat(998))));
    expect((await http.json(get)).json).toHaveLength(998);
    await expect(http.json({ ...get, max_bytes: 999 })).rejects.toMatchObject({ reason: 'answer_too_large' });
  });
});

describe('a request that is not answered as it should be', () => {
  const tcp = async (text: string) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(text));
    });
    return httpTo(await listening(server));
  };

  it.each([
    ['a page instead of JSON', 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>', 'answer_not_json'],
    ['nothing at all', '', 'connection_reset'],
    ['half of what it announced', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[{"a":', 'connection_reset'],
    ['a torn chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n[{"a":', 'connection_reset'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'answer_torn'],
  ])('%s: it is to be tried again', async (_what, text, reason) => {
    const http = await tcp(text);
    await expect(http.json(get)).rejects.toMatchObject({ kind: 'retry', reason });
  });

  it('nobody listens', async () => {
    const server = createServer();
    const url = await listening(server);
    server.close();
    const http = await httpTo(url);
    await expect(http.json(get)).rejects.toMatchObject({ kind: 'retry', reason: 'connection_refused' });
    expect(called).toEqual(['connection_refused']);
  });

  it('no such host', async () => {
    const http = await httpTo('http://nobody.invalid');
    await expect(http.json(get)).rejects.toMatchObject({ kind: 'retry', reason: 'name_not_resolved' });
  });

  it('an answer that does not come, and one that never ends, take no longer than they may', async () => {
    const http = await httpTo((request, response) => {
      if (request.url === '/drip') setInterval(() => response.write(' '), 20).unref();
    }, 200);
    for (const path of ['/silence', '/drip']) {
      const began = performance.now();
      await expect(http.json({ ...get, path })).rejects.toMatchObject({ kind: 'retry', reason: 'answer_timeout' });
      expect(performance.now() - began).toBeLessThan(1500);
    }
  });

  it('stopped from outside, it ends with that reason', async () => {
    const stop = new AbortController();
    const http = await httpTo(() => stop.abort(new Error('stopped')));
    await expect(http.json({ ...get, signal: stop.signal })).rejects.toThrow('stopped');
  });

  it('tells neither query nor body in its error', async () => {
    const http = await httpTo((_request, response) =>
      response.writeHead(400).end('{"message":"ada@x.test is unknown"}'),
    );
    const failure: unknown = await http.json(get).catch((error: unknown) => error);
    expect(String(failure)).toBe('Failure: GET /guests/g-1 answered 400: bad_request');
    expect(JSON.stringify(failure)).not.toContain('ada');
  });
});
