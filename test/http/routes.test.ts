import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { dashboardRoutes } from '../../dashboard/routes.ts';
import { UsageProblems } from '../../runtime/config/problems.ts';
import { Failure } from '../../runtime/failures.ts';
import { ask } from '../../runtime/http/ask.ts';
import { openControl } from '../../runtime/http/control.ts';
import { healthRoutes } from '../../runtime/http/health.ts';
import { createApp, openHttp } from '../../runtime/http/server.ts';
import type { Readiness, StatusSource } from '../../runtime/http/status.ts';
import { silentLog } from '../../runtime/logging/log.ts';
import { createMetrics } from '../../runtime/metrics/metrics.ts';
import { someStatus } from './some-status.ts';

const TOKEN = 'a-token-of-some-length';
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function pipeline(readiness: () => Promise<readonly Readiness[]> = async () => []): StatusSource {
  return { status: () => someStatus(), readiness };
}

async function app(host = '127.0.0.1', source = pipeline(), metrics = createMetrics()): Promise<FastifyInstance> {
  const made = await createApp(
    [(it) => healthRoutes(it, source, metrics), (it) => dashboardRoutes(it, source, { host, token: TOKEN })],
    silentLog,
  );
  open.push(made);
  return made;
}

describe('health', () => {
  test('a process that answers is alive, whatever else is down', async () => {
    const it = await app(
      '127.0.0.1',
      pipeline(() => Promise.reject(new Error('down'))),
    );
    expect((await it.inject('/health/live')).json()).toEqual({ live: true });
  });

  test('it is ready when all is reachable, and says so', async () => {
    const reasons = [{ what: 'broker', ok: true, detail: null }];
    const answer = await (
      await app(
        '127.0.0.1',
        pipeline(async () => reasons),
      )
    ).inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([200, { ready: true, reasons }]);
  });

  test('one thing that is down makes it not ready, and is named', async () => {
    const reasons = [
      { what: 'broker', ok: true, detail: null },
      { what: 'registry', ok: false, detail: 'connection refused' },
    ];
    const answer = await (
      await app(
        '127.0.0.1',
        pipeline(async () => reasons),
      )
    ).inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([503, { ready: false, reasons }]);
  });

  test('a check that throws is not ready', async () => {
    const it = await app(
      '127.0.0.1',
      pipeline(() => Promise.reject(new Error('no warehouse'))),
    );
    const answer = await it.inject('/health/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json().reasons[0].detail).toBe('no warehouse');
  });
});

describe('the token', () => {
  const loopback = { host: 'localhost:8090' };
  const outside = { host: 'regulars.example.com' };

  test('is not asked for on loopback', async () => {
    const it = await app();
    for (const url of ['/', '/api', '/api/status']) {
      expect((await it.inject({ url, headers: loopback })).statusCode).toBe(200);
    }
  });

  test('is asked for when bound to more, even by loopback names', async () => {
    const it = await app('0.0.0.0');
    for (const url of ['/', '/api', '/api/status', '/dashboard/style.css']) {
      expect((await it.inject({ url, headers: loopback })).statusCode).toBe(401);
      const headers = { ...outside, authorization: `Bearer ${TOKEN}` };
      expect((await it.inject({ url, headers })).statusCode).toBe(200);
    }
  });

  test('is asked for when a tunnel or a rebound name leads to loopback', async () => {
    expect((await (await app()).inject({ url: '/api/status', headers: outside })).statusCode).toBe(401);
  });

  test('in the address becomes a cookie and leaves the address', async () => {
    const it = await app('0.0.0.0');
    const first = await it.inject({ url: `/?token=${TOKEN}&x=1`, headers: outside });
    expect([first.statusCode, first.headers.location]).toEqual([303, '/?x=1']);
    const cookie = String(first.headers['set-cookie']);
    expect(cookie).toContain('HttpOnly; SameSite=Strict');
    const second = await it.inject({ url: '/api/status', headers: { ...outside, cookie: cookie.split(';')[0] } });
    expect(second.statusCode).toBe(200);
  });

  test.each([
    ['a wrong one', { authorization: 'Bearer a-token-of-some-lengtH' }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['a broken cookie', { cookie: 'regulars_token=%E0%A4%A' }],
  ])('%s is refused', async (_, headers) => {
    const answer = await (await app('0.0.0.0')).inject({ url: '/', headers: { ...outside, ...headers } });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).not.toContain(TOKEN);
  });

  test('is not needed for health and metrics', async () => {
    const it = await app('0.0.0.0');
    for (const url of ['/health/live', '/health/ready', '/metrics']) {
      expect((await it.inject({ url, headers: outside })).statusCode).toBe(200);
    }
  });
});

describe('the page', () => {
  test('shows counts per table, lag and freshness per stage, and outcomes, without any script', async () => {
    const page = (await (await app()).inject({ url: '/', headers: { host: '127.0.0.1' } })).body;
    const row = (name: string) =>
      page.match(new RegExp(`<tr><th scope="row">(<code>)?${name}\\b(?!-).*?</tr>`, 's'))?.[0] ?? '';
    expect(row('spend')).toMatch(/1,234.*42.*2\.5 s/s);
    expect(row('guest_spend_history')).toContain('98,765');
    expect(row('Dead letters by cause')).toContain('no_customer <b>3</b>');
    expect(row('PATCHes by outcome')).toContain('acknowledged <b>31,415</b>');
    expect(row('PATCHes answered since the start')).toContain('acknowledged <b>7</b>');
    expect(row('toast')).toContain('429 <b>2</b>');
  });

  test('loads nothing from elsewhere', async () => {
    const answer = await (await app()).inject({ url: '/', headers: { host: 'localhost' } });
    expect(answer.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  });

  test('cannot be made to run what an upstream is called', async () => {
    const hostile = '<img src=x onerror=alert(1)>"\'&';
    const status = { ...someStatus(), upstreams: [], dead_letters: { [hostile]: 1 }, command: hostile };
    const it = await app('127.0.0.1', { status: () => status, readiness: async () => [] });
    const page = (await it.inject({ url: '/', headers: { host: 'localhost' } })).body;
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img');
  });

  test('/api/status is what the page shows, as JSON', async () => {
    const answer = await (await app()).inject({ url: '/api/status', headers: { host: 'localhost' } });
    expect(answer.json()).toEqual(someStatus());
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('what is not there is 404, as JSON', async () => {
    const answer = await (await app()).inject({ url: '/nothing', headers: { host: 'localhost' } });
    expect([answer.statusCode, answer.json()]).toEqual([404, { error: 'not_found' }]);
  });
});

describe('whatever else is sent', () => {
  const paths = ['/', '/api/status', '/health/live', '/health/ready', '/metrics', '/nothing', '/%zz', '/..%2f..%2fetc'];
  test.each(['POST', 'PUT', 'DELETE', 'PATCH'] as const)(
    '%s is refused, as JSON, and nothing falls over',
    async (method) => {
      const it = await app();
      for (const url of paths) {
        const payload = Buffer.from([0xff, 0xfe, 0x00]);
        const answer = await it.inject({ method, url, payload, headers: { 'content-type': 'application/json' } });
        expect([400, 404], `${url} ${answer.statusCode}`).toContain(answer.statusCode);
        expect(answer.json(), url).toHaveProperty('error');
      }
      expect((await it.inject('/health/live')).statusCode).toBe(200);
    },
  );
});

describe('ports', () => {
  async function takenPort(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push({ close: () => new Promise((done) => server.close(done)) });
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }
  const listen = async (port: number, portNamed: boolean) => {
    const server = await openHttp({ host: '127.0.0.1', port, portNamed, routes: [], log: silentLog });
    open.push(server);
    return server;
  };

  test('a default port that is taken gives way to another one', async () => {
    const port = await takenPort();
    const server = await listen(port, false);
    expect(server.port).not.toBe(port);
    expect((await fetch(`${server.url}/`)).status).toBe(404);
  });

  test('a port that the config names and that is taken is an error that says what to do', async () => {
    const port = await takenPort();
    await expect(listen(port, true)).rejects.toThrow(new RegExp(`port ${port} of 127.0.0.1 is taken: .*http.port`));
  });

  test('an address that is not of this machine is an error that names the key', async () => {
    const far = openHttp({ host: '203.0.113.1', port: 0, portNamed: false, routes: [], log: silentLog });
    await expect(far).rejects.toThrow('check http.host');
  });
});

describe('what other commands ask of a running process', () => {
  async function control() {
    const made = await openControl(
      {
        double: async (input) => Number(input) * 2,
        nothing: async () => undefined,
        count: async (input, _, emit) => {
          for (let n = 1; n <= Number(input); n++) await emit({ n, text: 'ü\n'.repeat(1000) });
          emitted.push(Number(input));
          return 'counted';
        },
        fail: async () => {
          throw new Failure('retry', 'broker_away', { message: 'the broker is away' });
        },
        refuse: async () => {
          throw new UsageProblems([{ key: 'SQL', value: 'COPY', legal: 'SELECT' }]);
        },
        wait: (_, signal) => {
          seen.push('asked');
          return new Promise((resolve) => signal.addEventListener('abort', () => resolve(seen.push('gone'))));
        },
      },
      silentLog,
    );
    open.push(made);
    return made;
  }
  const seen: string[] = [];
  const emitted: number[] = [];

  test('comes in order, piece by piece, no faster than it is taken', async () => {
    const it = await control();
    const got: unknown[] = [];
    const onItem = async (item: unknown) => {
      if (got.length === 0) await new Promise((resolve) => setImmediate(resolve));
      // 20 MB do not fit into what lies between the two.
      if (got.length < 10) expect(emitted).toEqual([]);
      got.push(item);
    };
    expect(await ask(it, 'count', 10_000, { onItem })).toBe('counted');
    expect(got).toHaveLength(10_000);
    expect(got.at(-1)).toEqual({ n: 10_000, text: 'ü\n'.repeat(1000) });
  });

  test('is answered to who has the token', async () => {
    const it = await control();
    expect(await ask(it, 'double', 21)).toBe(42);
    expect(await ask(it, 'nothing', null)).toBeNull();
    await expect(ask({ ...it, token: 'guessed' }, 'double', 21)).rejects.toThrow('401');
    expect(new URL(it.url).hostname).toBe('127.0.0.1');
  });

  test.each<[string, string | Buffer, Record<string, string>, number]>([
    ['no JSON', '{"sql":', { 'content-type': 'application/json' }, 400],
    ['no text', Buffer.from([0xff, 0xfe, 0]), { 'content-type': 'application/json' }, 400],
    ['nothing', '', { 'content-type': 'application/json' }, 400],
    ['a form', 'sql=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a poisoned prototype', '{"__proto__": {"a": 1}}', { 'content-type': 'application/json' }, 400],
    ['5 MB', JSON.stringify('x'.repeat(5_000_000)), { 'content-type': 'application/json' }, 413],
  ])('%s is refused and reaches no command', async (_what, body, headers, status) => {
    const it = await control();
    const authorization = `Bearer ${it.token}`;
    const answer = await fetch(`${it.url}/control/wait`, {
      method: 'POST',
      body,
      headers: { ...headers, authorization },
    });
    expect(answer.status).toBe(status);
    expect(Object.keys((await answer.json()) as object)).toEqual(['error']);
    expect(seen).toEqual([]);
  });

  test('a failure and a usage problem come over as what they are', async () => {
    const it = await control();
    await expect(ask(it, 'fail', null)).rejects.toMatchObject({ kind: 'retry', reason: 'broker_away' });
    await expect(ask(it, 'refuse', null)).rejects.toThrow(UsageProblems);
  });

  test('who goes away while waiting is noticed', async () => {
    const it = await control();
    const gone = new AbortController();
    const asked = ask(it, 'wait', null, { signal: gone.signal });
    const refused = expect(asked).rejects.toThrow();
    await expect.poll(() => seen).toEqual(['asked']);
    gone.abort();
    await refused;
    await expect.poll(() => seen).toEqual(['asked', 'gone']);
  });

  test('a process that has ended is told from one that refuses', async () => {
    const it = await control();
    await it.close();
    await expect(ask(it, 'double', 1)).rejects.toMatchObject({ reason: 'not_reachable' });
  });
});
