import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configOf } from '../../runtime/config/load.ts';
import { secretsOf } from '../../runtime/config/secrets.ts';
import { Failure } from '../../runtime/failures.ts';
import { fileTarget, type Log, openLog } from '../../runtime/logging/log.ts';

/** What the log writes of it, the times apart. */
function written(write: (log: Log) => void, secrets: readonly string[] = []): string {
  const lines: string[] = [];
  write(openLog({ level: 'debug', secrets, target: { write: (line) => lines.push(line) } }));
  for (const line of lines) JSON.parse(line);
  return lines.join('').replaceAll(/"time":"[^"]*",/g, '');
}

const guests = [
  'anna.lind@example.com',
  'ANNA+vip@Example.COM',
  'jürgen@bücher.example',
  "o'hara@example.org",
  '"anna lind"@example.com',
  'anna%40example.com',
  '+1 (212) 555-0147',
  '+442079460018',
  '(212) 555-0147',
  '212-555-0147',
  '212.555.0147',
  '2125550147',
  '+49 30 1234567',
];

describe('no line tells how to reach a guest', () => {
  test.each(guests)('%s', (guest) => {
    const tail = guest.slice(-7);
    const host = 'https://api.vendor.test';
    const places: ((log: Log) => void)[] = [
      (log) => log.info(`profile of ${guest} written`),
      (log) => log.warn('refused', { key: `${guest}|evt_1`, list: [guest], nested: { deep: { value: guest } } }),
      (log) => log.error('failed', { error: new Error(`no such profile: ${guest}`, { cause: new Error(guest) }) }),
      (log) => log.info('map', { map: new Map([[guest, guest]]), set: new Set([guest]) }),
      (log) => log.info('url', { url: `${host}/clients?q=${guest}` }),
      (log) => log.of('sevenrooms').info(guest),
    ];
    for (const place of places) expect(written(place)).not.toContain(tail);
  });

  test('fields that are about a person are hidden whatever they hold', () => {
    const line = written((log) =>
      log.info('row', {
        first_name: 'Anna',
        lastName: 'Lind',
        phone: 2_125_550_147,
        birthday: '--05-01',
        payload: { a: 'Anna' },
      }),
    );
    expect(line).not.toMatch(/Anna|Lind|2125550147|05-01/);
  });
});

describe('no line tells a secret', () => {
  const secret = 'S3cret/with+"odd" chars';

  test('that the config knows, in any spelling', () => {
    const config = configOf({
      upstreams: { service: { apiKey: secret }, toast: toast('https://me:pa55word@x.example') },
    });
    const basic = Buffer.from(secret).toString('base64');
    const line = written((log) => {
      log.info(`key ${secret}, ${encodeURIComponent(secret)}, ${basic}`, {
        any: [secret],
        url: 'http://me:pa55word@x/',
      });
      log.error('failed', { error: new Failure('fatal', 'unauthorized', { message: `bad key ${secret}` }) });
    }, secretsOf(config));
    expect(line).not.toContain('S3cret');
    expect(line).not.toContain('S3cret'.slice(0, 6));
    expect(line).not.toContain(basic);
    expect(line).not.toContain('pa55word');
  });

  test('that it does not know, by its name or its look', () => {
    const line = written((log) =>
      log.info('sent with Bearer abc.def.ghi and Klaviyo-API-Key pk_123 to /x?token=t0ps&a=1', {
        Authorization: 'Basic dTpw',
        headers: { 'x-key': 'kkk' },
        client_secret: 'sss',
        webhookSecret: 'whsec_AAAA',
        note1: 'whsec_BBBB',
      }),
    );
    expect(line).not.toMatch(/abc\.def|pk_123|t0ps|dTpw|kkk|sss|AAAA|BBBB/);
  });
});

function toast(baseUrl: string) {
  return { baseUrl, clientId: 'toast-client', clientSecret: 'toast-secret' };
}

describe('what is handed to the log cannot break it', () => {
  test('cycles, getters that throw, proxies, bytes, depth', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const hostile = {
      circle,
      get boom(): never {
        throw new Error('boom');
      },
      proxy: new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('trap');
          },
        },
      ),
      bytes: Buffer.from('anna@example.com'),
      big: 10n,
      symbol: Symbol('x'),
      date: new Date(Number.NaN),
      deep: JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`),
      long: 'x'.repeat(1_000_000),
      toJSON: () => 'anna@example.com',
    };
    const line = written((log) => log.info('%s %j', hostile));
    expect(line.length).toBeLessThan(20_000);
    expect(line).not.toContain('anna');
    expect(line).toContain('circular');
  });

  test('any value at all makes one line of JSON, without the address that is in it', () => {
    const address = fc.emailAddress({ size: 'small' });
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true }),
        address,
        (value, mail) => {
          const line = written((log) => log.info('any', { value, list: [`to ${mail}.`, { [mail]: 1 }] }));
          expect(line.trimEnd().split('\n')).toHaveLength(1);
          expect(line).not.toContain(mail);
        },
      ),
    );
  });

  test('what an operator needs stays readable', () => {
    const line = written((log) =>
      log.of('toast').warn('the poll failed, next try in 5000 ms', {
        offset: 1_234_567_890_123,
        topic: 'orders',
        status: 429,
        guest_id: 'g_0a1b',
        at: '2026-11-20T14:41:06.123Z',
        url: 'http://127.0.0.1:8090/health',
      }),
    );
    expect(JSON.parse(line)).toMatchObject({
      level: 'warn',
      component: 'toast',
      msg: 'the poll failed, next try in 5000 ms',
      details: {
        offset: 1_234_567_890_123,
        topic: 'orders',
        status: 429,
        guest_id: 'g_0a1b',
        at: '2026-11-20T14:41:06.123Z',
        url: 'http://127.0.0.1:8090/health',
      },
    });
  });

  test('an error keeps its type, reason and stack', () => {
    const line = written((log) => log.error('down', { error: new Failure('retry', 'broker_away') }));
    expect(JSON.parse(line).details.error).toMatchObject({ type: 'Failure', reason: 'broker_away', kind: 'retry' });
    expect(JSON.parse(line).details.error.stack).toContain('log.test.ts');
  });
});

test('log files do not grow without end', () => {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-logs-'));
  for (let day = 1; day <= 25; day++) {
    openLog({ target: fileTarget(folder, 'demo', new Date(Date.UTC(2026, 0, day))) }).info(`day ${day}`);
  }
  const files = readdirSync(folder).sort();
  expect(files).toHaveLength(20);
  expect(readFileSync(join(folder, files.at(-1) ?? ''), 'utf8')).toContain('day 25');
  rmSync(folder, { recursive: true });
});
