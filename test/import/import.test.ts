import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openImport } from '../../producers/import/import.ts';
import type { ImportVenue } from '../../producers/import/venues.ts';
import type { Decoded } from '../../runtime/types.ts';
import type { ImportKind } from '../../schemas/import-columns.ts';

const venues: readonly ImportVenue[] = [
  { id: 'soho', timezone: 'America/New_York', country: 'US', closeoutHour: 4 },
  { id: 'mitte', timezone: 'Europe/Berlin', country: 'DE', closeoutHour: 0 },
];

let at: string;
beforeAll(() => {
  at = mkdtempSync(join(tmpdir(), 'regulars-import-'));
});
afterAll(() => rmSync(at, { recursive: true }));

function file(name: string, text: string | Buffer): string {
  const path = join(at, name);
  writeFileSync(path, text);
  return path;
}

async function decode(kind: ImportKind, ...files: string[]): Promise<Decoded[]> {
  const opened = await openImport({ kind, files, venues, temp_folder: join(at, 'tmp') });
  try {
    const all: Decoded[] = [];
    for await (const batch of opened.batches()) all.push(...batch);
    expect(all.length).toBe(opened.rows);
    return all;
  } finally {
    opened.close();
  }
}

/** The values of what was taken, in order. */
async function values(kind: ImportKind, ...files: string[]): Promise<unknown[]> {
  return (await decode(kind, ...files)).map((one) => (one.kind === 'record' ? one.value : one.reason));
}

/** What was refused: its row, why, and what the person reads. */
async function refusals(kind: ImportKind, ...files: string[]): Promise<unknown[]> {
  return (await decode(kind, ...files)).flatMap((one) => {
    if (one.kind === 'record' || one.origin.kind !== 'file') return [];
    return [[one.origin.row, one.reason, one.detail]];
  });
}

const HEADER = 'order_id,venue_id,closed_at,net_minor,currency';
const csv = (name: string, header: string, ...rows: string[]) => file(name, [header, ...rows, ''].join('\n'));

const plain = {
  order_id: 'file:1',
  upstream: 'file',
  venue_id: 'soho',
  reservation_id: null,
  client_id: null,
  email: null,
  phone: null,
  name: null,
  opened_at: null,
  closed_at: Date.UTC(2026, 0, 2, 3),
  business_date: Date.UTC(2026, 0, 1) / 86_400_000,
  covers: null,
  net_minor: 2_933,
  discount_minor: 0,
  tax_minor: 0,
  tip_minor: 0,
  refunded_minor: 0,
  currency: 'USD',
  state: 'closed',
  version: Date.UTC(2026, 0, 2, 3),
  checks: [{ check_id: 'file:1', client_id: null, email: null, covers: null, net_minor: 2_933 }],
  items: [],
  extra: null,
};

describe('orders', () => {
  test('need five columns only; the rest follows from them', async () => {
    // 22:00 in New York is still the day before in UTC's calendar.
    const path = csv('five.csv', HEADER, '1,soho,2026-01-02T03:00:00Z,2933,USD');
    const [only] = await decode('orders', path);
    expect(only).toEqual({
      kind: 'record',
      topic: expect.objectContaining({ name: 'orders' }),
      value: plain,
      event_time_ms: plain.closed_at,
      origin: { kind: 'file', file: 'five.csv', row: 1 },
    });
  });

  test('are the same from CSV, JSON, lines of JSON and Parquet', async () => {
    const rows = [
      {
        order_id: '1',
        venue_id: 'soho',
        closed_at: '2026-01-02T03:00:00Z',
        net_minor: 2933,
        currency: 'USD',
        covers: 2,
      },
      {
        order_id: 'file:2',
        venue_id: 'mitte',
        closed_at: '2026-01-02T23:30:00Z',
        net_minor: 0,
        currency: 'EUR',
        covers: null,
      },
    ];
    const expected = [
      { ...plain, covers: 2, checks: [{ ...plain.checks[0], covers: 2 }] },
      {
        ...plain,
        ...{ order_id: 'file:2', venue_id: 'mitte', net_minor: 0, currency: 'EUR' },
        ...{ closed_at: Date.UTC(2026, 0, 2, 23, 30), version: Date.UTC(2026, 0, 2, 23, 30) },
        business_date: Date.UTC(2026, 0, 3) / 86_400_000,
        checks: [{ ...plain.checks[0], check_id: 'file:2', net_minor: 0 }],
      },
    ];
    const lines = rows.map((row) => JSON.stringify(row)).join('\n');
    const cells = rows.map((row) =>
      Object.values(row)
        .map((cell) => cell ?? '')
        .join(';'),
    );
    const files = [
      csv('same.csv', `${HEADER},covers`.replaceAll(',', ';'), ...cells),
      file('same.json', JSON.stringify(rows, null, 2)),
      file('same.ndjson', lines),
      file('lines.json', lines),
      file('same.csv.gz', gzipSync(`\uFEFF${HEADER},covers\r\n${cells.join('\r\n').replaceAll(';', ',')}\r\n`)),
      await parquet('same.parquet', file('same2.json', JSON.stringify(rows))),
    ];
    for (const path of files) expect(await values('orders', path), basename(path)).toEqual(expected);
  });

  test('keep the order of many files, and every row of a large one', async () => {
    const row = (i: number) => `${i},soho,2026-01-02T03:00:00Z,${i},USD`;
    const many = Array.from({ length: 30_000 }, (_, i) => row(i));
    const orders = await values('orders', csv('many.csv', HEADER, ...many), csv('few.csv', HEADER, row(7)));
    expect(orders.map((order) => (order as { net_minor: number }).net_minor)).toEqual([...many.keys(), 7]);
  });

  test('may have several checks and items', async () => {
    const checks = [
      { check_id: 'a', email: 'Ada@Example.COM', net_minor: 2000 },
      { check_id: 'b', client_id: 'sevenrooms:9', net_minor: 933 },
    ];
    const items = [
      { name: 'Rioja', net_minor: 2000 },
      { check_id: 'b', name: 'Tea', quantity: 0.5, net_minor: 933 },
    ];
    const row = {
      order_id: '1',
      venue_id: 'soho',
      closed_at: '2026-01-02T03:00:00Z',
      net_minor: 2933,
      currency: 'USD',
      covers: 3,
    };
    const [order] = await values(
      'orders',
      file('checks.json', JSON.stringify([{ ...row, checks, items: JSON.stringify(items) }])),
    );
    expect(order).toMatchObject({
      email: 'ada@example.com',
      client_id: null,
      checks: [
        { check_id: 'file:a', client_id: null, email: 'ada@example.com', covers: 2, net_minor: 2000 },
        { check_id: 'file:b', client_id: 'sevenrooms:9', email: null, covers: 1, net_minor: 933 },
      ],
      items: [
        { check_id: 'file:a', name: 'Rioja', quantity: 1, net_minor: 2000 },
        { check_id: 'file:b', name: 'Tea', quantity: 0.5, net_minor: 933 },
      ],
    });
  });

  test('take the upstream, state, version, guest and phone that the file names', async () => {
    const path = csv(
      'full.csv',
      `${HEADER},upstream,state,version,email,phone,client_id,reservation_id,opened_at,business_date`,
      'toast:x,mitte,2026-01-02 03:00:00+00,1,EUR,toast,voided,17, ADA@example.com ,030 1234567,c1,service:resv_1,2026-01-02T01:00:00.5+02:00,2026-01-05',
    );
    expect(await values('orders', path)).toMatchObject([
      {
        order_id: 'toast:x',
        upstream: 'toast',
        state: 'voided',
        closed_at: null,
        version: 17,
        email: 'ada@example.com',
        phone: '+49301234567',
        client_id: 'toast:c1',
        reservation_id: 'service:resv_1',
        opened_at: Date.UTC(2026, 0, 1, 23, 0, 0, 500),
        business_date: Date.UTC(2026, 0, 5) / 86_400_000,
      },
    ]);
  });

  test('of venues that the config does not know count in UTC', async () => {
    const path = csv('unknown.csv', HEADER, '1,nowhere,2026-01-02T05:00:00Z,1,USD');
    expect(await values('orders', path)).toMatchObject([{ business_date: Date.UTC(2026, 0, 2) / 86_400_000 }]);
  });

  test('that are wrong are refused one by one, with their row and the reason', async () => {
    const good = 'soho,2026-01-02T03:00:00Z,1,USD,,,,,';
    const path = csv(
      'bad.csv',
      `order_id,venue_id,closed_at,net_minor,currency,covers,email,state,version,checks`,
      `0,${good}`,
      `,${good}`,
      '2,,2026-01-02T03:00:00Z,1,USD,,,,,',
      '3,soho,2026-01-02T03:00:00,1,USD,,,,,',
      '4,soho,,1,USD,,,,,',
      '5,soho,2026-02-30T03:00:00Z,1,USD,,,,,',
      '6,soho,2026-01-02T03:00:00Z,1.5,USD,,,,,',
      '7,soho,2026-01-02T03:00:00Z,-1,USD,,,,,',
      '8,soho,2026-01-02T03:00:00Z,9007199254740993,USD,,,,,',
      '9,soho,2026-01-02T03:00:00Z,1,ZZZ,,,,,',
      '10,soho,2026-01-02T03:00:00Z,1,USD,two,,,,',
      '11,soho,2026-01-02T03:00:00Z,1,USD,,nobody,,,',
      '12,soho,2026-01-02T03:00:00Z,1,USD,,,paid,,',
      '13,soho,,1,USD,,,open,,',
      '14,soho,2026-01-02T03:00:00Z,1,USD,,,,,[{"check_id":"a","net_minor":2}]',
      '15,soho,2026-01-02T03:00:00Z,1,USD,,,,,"[{""check_id"":""a"",""net_minor"":2}]"',
      '16,soho,2026-01-02T03:00:00Z,1,USD,,,,,nope',
      '17,soho,2026-01-02T03:00:00Z,1,USD,,,,,"[{""id"":""a""}]"',
      '18,soho,2026-01-02T03:00:00Z,1,USD',
      '19,soho,"2026-01-02T03:00:00Z',
      `20,${good}`,
    );
    const all = await decode('orders', path);
    expect(all.filter(({ kind }) => kind === 'record')).toMatchObject([{ value: { order_id: 'file:0' } }]);
    expect(await refusals('orders', path)).toEqual([
      [2, 'missing', 'order_id: expected, but empty'],
      [3, 'missing', 'venue_id: expected, but empty'],
      [4, 'wrong_type', 'closed_at: an ISO 8601 instant with an offset expected'],
      [5, 'missing', 'closed_at: expected, but empty'],
      [6, 'wrong_type', 'closed_at: an ISO 8601 instant with an offset expected'],
      [7, 'wrong_type', 'net_minor: a whole number expected'],
      [8, 'out_of_range', 'net_minor: 0 to 9007199254740991 expected'],
      [9, 'out_of_range', 'net_minor: 0 to 9007199254740991 expected'],
      [10, 'unknown_value', 'currency: an ISO 4217 code expected'],
      [11, 'wrong_type', 'covers: a whole number expected'],
      [12, 'no_email', 'email: an e-mail address expected'],
      [13, 'unknown_value', 'state: open, closed, voided expected'],
      [14, 'missing', 'version: expected where closed_at is empty'],
      [15, 'unreadable_row', 'too many columns'],
      [16, 'does_not_add_up', 'checks: nets that add up to net_minor expected'],
      [17, 'no_json', 'checks: JSON expected'],
      [18, 'unknown_column', 'checks[0].id: one of check_id, client_id, email, covers, net_minor expected'],
      [19, 'unreadable_row', 'missing columns'],
      [20, 'unreadable_row', expect.stringMatching(/unquoted value|missing columns/)],
    ]);
  });

  test('that are wrong keep their bytes, and no reason tells a value', async () => {
    const path = csv('bytes.csv', `${HEADER},email`, '1,soho,2026-01-02T03:00:00Z,1,USD,secret', '2,soho,x');
    const refused = (await decode('orders', path)).filter((one) => one.kind === 'refused');
    expect(refused.map(({ payload }) => payload.toString())).toEqual([
      expect.stringContaining('"email":"secret"'),
      '2,soho,x',
    ]);
    expect(refused.map(({ detail }) => detail).join()).not.toContain('secret');
  });
});

describe('JSON', () => {
  test('lines that are none are refused, the others taken', async () => {
    const line = JSON.stringify({
      order_id: '1',
      venue_id: 'soho',
      closed_at: '2026-01-02T03:00:00Z',
      net_minor: 2933,
      currency: 'USD',
    });
    const path = file('bad.ndjson', [line, '{"order_id":', '[1]', line].join('\n'));
    expect(await values('orders', path)).toEqual([plain, 'unreadable_row', 'unreadable_row', plain]);
    expect(await refusals('orders', path)).toEqual([
      [2, 'unreadable_row', 'no JSON'],
      [3, 'unreadable_row', 'not an object'],
    ]);
  });

  test('numbers that JavaScript cannot hold are refused', async () => {
    const path = file(
      'big.json',
      '[{"order_id":"1","venue_id":"soho","closed_at":"2026-01-02T03:00:00Z","net_minor":9007199254740993,"currency":"USD"}]',
    );
    expect(await refusals('orders', path)).toEqual([[1, 'out_of_range', expect.any(String)]]);
  });
});

test('guests, reservations and surveys', async () => {
  const guests = csv(
    'guests.csv',
    'client_id,email,phone,first_name,birthday,visits,tags,custom_fields,opted_out,updated_at',
    '7,Ada@Example.com,,Ada,--02-29,3,"[{""group"":""Dietary"",""tag"":""Vegan""}]","{""k"":""v""}",TRUE,2026-01-01T00:00:00Z',
    'file:8,,,,,,,,,',
    '9,,,,1990-02-30,,,,,',
  );
  expect(await values('guests', guests)).toEqual([
    {
      client_id: 'file:7',
      version: Date.UTC(2026, 0, 1),
      upstream: 'file',
      email: 'ada@example.com',
      phone: null,
      first_name: 'Ada',
      last_name: null,
      birthday: '--02-29',
      visits: 3,
      tags: '[{"group":"Dietary","tag":"Vegan"}]',
      custom_fields: '{"k":"v"}',
      opted_out: true,
      created_at: null,
      updated_at: Date.UTC(2026, 0, 1),
      extra: null,
    },
    expect.objectContaining({ client_id: 'file:8', version: 0, opted_out: null }),
    'wrong_type',
  ]);
  const reservations = csv(
    'reservations.csv',
    'reservation_id,venue_id,type,occurred_at,upstream,party_size,data',
    'resv_1,soho,reservation.completed,2026-01-01T00:00:00Z,service,4,"{""a"":1}"',
    'resv_1,soho,,2026-01-01T00:00:00Z,service,4,',
  );
  expect(await values('reservations', reservations)).toMatchObject([
    {
      event_id: `service:resv_1@reservation.completed@${Date.UTC(2026, 0, 1)}`,
      reservation_id: 'service:resv_1',
      party_size: 4,
      data: '{"a":1}',
    },
    'missing',
  ]);
  const surveys = file(
    'surveys.json',
    JSON.stringify([
      {
        response_id: 'r1',
        form_id: 'f',
        submitted_at: '2026-01-01T00:00:00Z',
        answers: { dietary: 'vegan' },
        order_id: 'toast:1',
      },
      { response_id: 'r2', form_id: 'f', submitted_at: '2026-01-01T00:00:00Z', answers: '[]' },
    ]),
  );
  expect(await values('surveys', surveys)).toMatchObject([
    { response_id: 'file:r1', order_id: 'toast:1', answers: '{"dietary":"vegan"}' },
    'wrong_type',
  ]);
});

describe('files that are no use are refused as a whole, with everything that is wrong', () => {
  async function problems(kind: ImportKind, ...files: string[]): Promise<string[]> {
    const error: unknown = await decode(kind, ...files).then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(error).toMatchObject({ name: 'Failure', reason: 'unusable_files' });
    return (error as Error).message.split('\n').map((line) => line.replaceAll(`${at}/`, ''));
  }

  test('unknown, derived and missing columns, of all files at once', async () => {
    const one = csv('one.csv', 'order_id,guest_id,table,waiter,venue_id', '1,g,7,x,soho');
    const two = file('two.json', '[{"order_id":"1","colour":"red"}]');
    expect(await problems('orders', one, two)).toEqual([
      'one.csv: "guest_id" cannot be imported: the pipeline works it out',
      expect.stringMatching(/^one.csv: unknown columns "table", "waiter"; orders have order_id, upstream, venue_id/),
      'one.csv: columns "closed_at", "net_minor", "currency" are missing',
      expect.stringMatching(/^two.json: unknown columns "colour"/),
      'two.json: columns "venue_id", "closed_at", "net_minor", "currency" are missing',
    ]);
  });

  test('files that are not there, are folders, or have another ending', async () => {
    const pdf = file('orders.pdf', 'x');
    expect(await problems('orders', join(at, 'none.csv'), at, pdf)).toEqual([
      'none.csv: no such file',
      expect.stringMatching(/a folder, not a file$/),
      expect.stringMatching(/^orders.pdf: its name must end in \.csv/),
    ]);
  });

  test('files that are not what their name says', async () => {
    expect(await problems('orders', file('fake.parquet', 'order_id'))).toHaveLength(1);
    expect(await problems('orders', file('torn.json', '[{"order_id":"1"},{"ord'))).toHaveLength(1);
    expect(await problems('orders', file('twice.csv', `${HEADER},order_id\n`))).toEqual([
      'twice.csv: it has two columns "order_id"',
    ]);
    expect(await problems('orders', file('empty.csv', ''))).toEqual(['empty.csv: it has no header']);
  });

  test('a file with a header and no rows is fine', async () => {
    expect(await decode('orders', file('none.csv', `${HEADER}\n`))).toEqual([]);
  });
});

async function parquet(name: string, json: string): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const path = join(at, name);
  await connection.run(
    `COPY (SELECT * REPLACE (closed_at::TIMESTAMPTZ AS closed_at, net_minor::DECIMAL(18, 0) AS net_minor) FROM read_json('${json}')) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  return path;
}
