import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kinds } from '../../producers/import/kinds.ts';
import { topics } from '../../schemas/topics.ts';
import { Place } from './importing.ts';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const HEADER = 'order_id,venue_id,closed_at,net_minor,currency';
const GOOD = 'soho,2026-01-02T03:00:00Z,1,USD';
const order = { order_id: '1', venue_id: 'soho', closed_at: '2026-01-02T03:00:00Z', net_minor: 1, currency: 'USD' };

async function parquet(name: string, select: string): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const path = join(place.folder, name);
  await connection.run(`SET TimeZone = 'UTC'; COPY (${select}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

async function ids(): Promise<string[]> {
  return (await place.written(topics.orders)).map(({ value }) => value.order_id);
}

describe('the same orders come from', () => {
  const rows = [
    { ...order, covers: 2, name: 'Ünal, "Ö" Öz' },
    { ...order, order_id: 'file:2', net_minor: 0, covers: null, name: 'two\nlines' },
  ];
  const header = `${HEADER},covers,name`;
  const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const cells = (delimiter: string) => rows.map((row) => Object.values(row).map(cell).join(delimiter));
  const select = `SELECT unnest(['1', 'file:2']) order_id, 'soho' venue_id, TIMESTAMPTZ '2026-01-02 03:00:00Z' closed_at,
    unnest([1, 0])::DECIMAL(18, 0) net_minor, 'USD' currency, unnest([2, NULL]) covers,
    unnest(['Ünal, "Ö" Öz', 'two' || chr(10) || 'lines']) AS name`;

  test.each<[string, () => string | Promise<string>]>([
    ['CSV', () => place.csv('a.csv', header, ...cells(','))],
    [
      'semicolons, CRLF and a byte order mark',
      () => place.file('a.csv', `\ufeff${[header.replaceAll(',', ';'), ...cells(';')].join('\r\n')}\r\n`),
    ],
    [
      'tabs, the last line without an end',
      () => place.file('a.tsv', [header.replaceAll(',', '\t'), ...cells('\t')].join('\n')),
    ],
    ['a list of JSON', () => place.file('a.json', JSON.stringify(rows, null, 2))],
    ['a list of JSON with a byte order mark', () => place.file('a.json', `\ufeff${JSON.stringify(rows)}`)],
    ['lines of JSON', () => place.file('a.ndjson', rows.map((row) => JSON.stringify(row)).join('\n\n'))],
    ['Parquet', () => parquet('a.parquet', select)],
  ])('%s', async (_, make) => {
    const { code, out } = await place.run('orders', await make());
    expect([code, out]).toEqual([0, expect.stringContaining('2 rows, 2 published')]);
    expect(await place.written(topics.orders)).toMatchObject([
      { value: { order_id: 'file:1', net_minor: 1, covers: 2, name: 'Ünal, "Ö" Öz' }, origin: { row: 1 } },
      { value: { order_id: 'file:2', net_minor: 0, covers: null, name: 'two\nlines' }, origin: { row: 2 } },
    ]);
  });
});

test('checks and items of Parquet may be lists of structs', async () => {
  const path = await parquet(
    'c.parquet',
    `SELECT '1' order_id, 'soho' venue_id, '2026-01-02T03:00:00Z' closed_at, 1 net_minor, 'USD' currency,
      [{'check_id': 'a', 'net_minor': 1, 'email': 'a@b.co'}] checks, [{'name': 'Tea', 'quantity': 0.5}] items`,
  );
  await place.run('orders', path);
  expect(await place.written(topics.orders)).toMatchObject([
    { value: { email: 'a@b.co', checks: [{ check_id: 'file:a' }], items: [{ name: 'Tea', quantity: 0.5 }] } },
  ]);
});

test('every row of a large file comes, once and under its number', async () => {
  const rows = Array.from({ length: 30_000 }, (_, i) => (i % 1000 === 7 ? `${i},soho` : `${i},${GOOD}`));
  const { out } = await place.run('orders', place.csv('many.csv', HEADER, ...rows));
  expect(out).toContain('30000 rows, 29970 published, 30 dead letters');
  const written = await place.written(topics.orders);
  const wrong = written.filter(({ value, origin }) => value.order_id !== `file:${'row' in origin && origin.row - 1}`);
  expect([written.length, wrong]).toEqual([29_970, []]);
  expect((await place.refused()).map(([row]) => row)).toEqual(Array.from({ length: 30 }, (_, i) => i * 1000 + 8));
});

describe('a row that cannot be read does not take others with it', () => {
  test('in CSV: bytes that are no UTF-8, a row of 10 MB and one of 20', async () => {
    const row = (id: number, name: string | Buffer) => [
      Buffer.from(`${id},${GOOD},`),
      Buffer.from(name),
      Buffer.from('\n'),
    ];
    const path = place.file(
      'bad.csv',
      Buffer.concat([
        Buffer.from(`${HEADER},name\n`),
        ...row(1, 'a'),
        ...row(2, Buffer.from([0xff, 0xfe, 0x41])),
        ...row(3, 'x'.repeat(10_000_000)),
        ...row(4, 'b'),
        ...row(5, `"${'y'.repeat(20_000_000)}"`),
        ...row(6, 'c'),
      ]),
    );
    expect((await place.run('orders', path)).code).toBe(0);
    expect(await ids()).toEqual(['file:1', 'file:4', 'file:6']);
    expect((await place.refused()).map(([row, reason]) => [row, reason])).toEqual([
      [2, 'not_utf8'],
      [3, 'row_too_long'],
      [5, 'row_too_long'],
    ]);
    const letters = (await place.written(topics.dead_letters)).map(({ value }) => value.payload);
    expect(letters[0]).toEqual(Buffer.concat([Buffer.from(`2,${GOOD},`), Buffer.from([0xff, 0xfe, 0x41])]));
    expect(letters.map(({ length }) => length)).toEqual([letters[0]!.length, 1_000_000, 1_000_000]);
  });

  test('in lines of JSON: torn ones, other things than objects, bytes that are no UTF-8', async () => {
    const good = (id: number) => JSON.stringify({ ...order, order_id: id });
    const torn = Buffer.from([0x7b, 0x22, 0xff, 0x22]);
    const lines = [good(1), '{"order_id":', '[1]', '', torn, good(5)].map((line) => Buffer.from(line));
    const path = place.file('bad.ndjson', Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])));
    expect((await place.run('orders', path)).code).toBe(0);
    expect(await ids()).toEqual(['file:1', 'file:5']);
    expect((await place.refused()).map(([row, reason]) => [row, reason])).toEqual([
      [2, 'not_json'],
      [3, 'no_object'],
      [4, 'not_json'],
    ]);
    const payloads = (await place.written(topics.dead_letters)).map(({ value }) => value.payload);
    expect(payloads).toEqual([Buffer.from('{"order_id":'), Buffer.from('[1]'), torn]);
  });
});

describe('with a file that is no use nothing is published, and all that is wrong is told', () => {
  const garbage = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7919 + (i >> 3) * 31) % 256));

  test.each<[string, () => string, RegExp]>([
    ['one that is not there', () => join(place.folder, 'none.csv'), /none\.csv: not there/],
    ['a folder', () => place.folder, /no file/],
    ['an empty one', () => place.file('a.csv', ''), /a\.csv: empty/],
    ['another format', () => place.file('a.pdf', 'x'), /a\.pdf: a format that is not known; legal: .*\.parquet/],
    ['a header alone', () => place.csv('a.csv', HEADER), /a\.csv: no rows/],
    ['an empty list', () => place.file('a.json', '[]'), /a\.json: no rows/],
    ['garbage as CSV', () => place.file('a.csv', garbage), /a\.csv: no text with a header/],
    [
      'garbage below a header',
      () => place.file('a.csv', Buffer.concat([Buffer.from(`${HEADER}\n`), garbage])),
      /a\.csv: /,
    ],
    ['garbage as JSON', () => place.file('a.json', garbage), /a\.json: no JSON/],
    ['garbage as Parquet', () => place.file('a.parquet', garbage), /a\.parquet: no Parquet/],
    [
      'UTF-16',
      () => place.file('a.csv', Buffer.from(`\ufeff${HEADER}\n1,${GOOD}\n`, 'utf16le')),
      /no text with a header/,
    ],
    [
      'a list of JSON that is torn',
      () => place.file('a.json', '[{"order_id":"1"},{"ord'),
      /a\.json: broken JSON at byte/,
    ],
    ['JSON without objects', () => place.file('a.json', '[1,2]'), /a\.json: no JSON objects/],
    [
      'a quote that is not closed',
      () => place.csv('a.csv', HEADER, `1,${GOOD}`, `2,"${GOOD}`, `3,${GOOD}`),
      /not closed/,
    ],
    [
      'two columns of one name',
      () => place.csv('a.csv', `${HEADER},order_id`, `1,${GOOD},2`),
      /order_id is there twice/,
    ],
    [
      'a derived column',
      () => place.csv('a.csv', `${HEADER},guest_id`, `1,${GOOD},2`),
      /guest_id; legal: .*derives it/,
    ],
    ['rows none of which fits', () => place.csv('a.csv', HEADER, '1', '2'), /no row that can be read/],
  ])('%s', async (_, make, told) => {
    const fine = place.csv('fine.csv', HEADER, `1,${GOOD}`);
    const { code, err } = await place.run('orders', fine, make());
    expect([code, err]).toEqual([2, expect.stringMatching(told)]);
    expect([place.opened, await ids()]).toEqual([0, []]);
  });

  test('unknown and missing columns of all files at once', async () => {
    const one = place.csv('one.csv', 'order_id,table,venu_id', '1,7,soho');
    const two = place.file('two.json', '[{"order_id":"1"},{"colour":"red"}]');
    const { code, err } = await place.run('orders', one, two, join(place.folder, 'three.csv'));
    expect(code).toBe(2);
    for (const told of ['one.csv: unknown column "table"', 'did you mean "venue_id"?', 'one.csv: no column venue_id'])
      expect(err).toContain(told);
    for (const told of ['one.csv: no column currency', 'two.json: unknown column "colour"', 'three.csv: not there'])
      expect(err).toContain(told);
  });

  test('times without a zone in Parquet', async () => {
    const path = await parquet('l.parquet', `SELECT TIMESTAMP '2026-01-02 03:00:00' closed_at`);
    expect(await place.run('orders', path)).toMatchObject({
      code: 2,
      err: expect.stringContaining('times without a zone'),
    });
  });

  test('an unknown kind, no file, and two files of one name', async () => {
    expect(await place.run('order', 'x.csv')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean "orders"'),
    });
    expect((await place.run('orders')).code).toBe(2);
    const path = place.csv('a.csv', HEADER, `1,${GOOD}`);
    expect((await place.run('orders', path, path)).code).toBe(2);
  });
});

test('an interrupted import says that rows are left', async () => {
  place.abort.abort();
  const { code, out } = await place.run('orders', place.csv('a.csv', HEADER, `1,${GOOD}`));
  expect([code, out]).toEqual([0, expect.stringContaining('ended before the last row')]);
  expect(await ids()).toEqual([]);
});

test('the docs name the columns that there are', () => {
  const docs = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8');
  for (const { name, columns, required } of Object.values(kinds)) {
    const optional = columns.filter((column) => !required.includes(column));
    expect(docs).toContain(`| \`${name}\` | ${required.join(', ')} | ${optional.join(', ')} |`);
  }
});
