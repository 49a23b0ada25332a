import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Format } from '../../cli/query/result.ts';
import { answerQuestion, queryControl } from '../../cli/query/serve.ts';
import { resultWriter } from '../../cli/query/writers.ts';
import { UsageProblems } from '../../runtime/config/problems.ts';
import { type Database, openDatabase } from '../../runtime/duckdb/database.ts';
import { type Queries, queriesOn } from '../../runtime/duckdb/query.ts';
import { ask } from '../../runtime/http/ask.ts';
import { openControl } from '../../runtime/http/control.ts';
import { silentLog } from '../../runtime/logging/log.ts';

let folder: string;
let database: Database;
let queries: Queries;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regulars-query-'));
  const temp_folder = join(folder, 'tmp');
  const path = join(folder, 'w.duckdb');
  database = await openDatabase({ path, memory_bytes: 200_000_000, threads: 1, temp_folder, files: 'denied' });
  queries = queriesOn(database);
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const { signal } = new AbortController();

async function printed(sql: string, format: Format) {
  const [out, notes]: [string[], string[]] = [[], []];
  const output = {
    print: (l: string) => out.push(l),
    note: (l: string) => notes.push(l),
    pass() {},
    interactive: false,
    columns: 80,
  };
  const writer = resultWriter(format, output);
  await answerQuestion(queries, { sql, timeout_ms: 10_000, signal }, writer);
  writer.end();
  return { text: out.join('\n'), notes };
}

const GUEST = `SELECT 1::BIGINT AS id, 'a "b", c' AS name, '' AS empty, NULL AS none, [1, 2] AS list,
  TIMESTAMPTZ '2026-01-31 12:00:00.123+00' AS at, 12.50::DECIMAL(9,2) AS amount`;

describe('what query prints', () => {
  test('as JSON is an array of objects', async () => {
    expect(JSON.parse((await printed(`${GUEST} UNION ALL BY NAME ${GUEST}`, 'json')).text)).toHaveLength(2);
    expect(JSON.parse((await printed(GUEST, 'json')).text)).toEqual([
      { id: 1, name: 'a "b", c', empty: '', none: null, list: [1, 2], at: '2026-01-31T12:00:00.123Z', amount: 12.5 },
    ]);
    expect((await printed('SELECT 1 WHERE false', 'json')).text).toBe('[]');
  });

  test('as CSV tells nothing from empty, and quotes what must be', async () => {
    expect((await printed(GUEST, 'csv')).text).toBe(
      'id,name,empty,none,list,at,amount\n1,"a ""b"", c","",,"[1,2]",2026-01-31T12:00:00.123Z,12.5',
    );
    expect((await printed('SELECT 1 AS a WHERE false', 'csv')).text).toBe('a');
  });

  test('as a table is for people, numbers to the right, and says how many', async () => {
    const { text, notes } = await printed(
      "SELECT 'orders' AS name, 7 AS rows UNION ALL SELECT 'guests', 1234",
      'table',
    );
    expect(text).toMatch(/│ name +│ rows │/);
    expect(text).toContain('│    7 │');
    expect(notes).toEqual(['2 rows']);
  });

  test('a table that is too long says so', async () => {
    const { text, notes } = await printed('SELECT * FROM range(12000)', 'table');
    expect(text.split('\n').filter((line) => line.includes('│'))).toHaveLength(10_001);
    expect(notes).toEqual(['12000 rows', 'the first 10000 are shown; --format csv or json gives all']);
  });
});

describe('what query does not do is wrong usage', () => {
  test.each([
    'DROP TABLE orders',
    "COPY (SELECT 1) TO '/tmp/x'",
    'SET threads = 9',
    'SELEC 1',
    'SELECT * FROM nowhere',
    "FROM '/etc/passwd'",
  ])('%s', async (sql) => {
    const refused = printed(sql, 'json');
    await expect(refused).rejects.toThrow(UsageProblems);
    await expect(refused).rejects.toThrow(/^SQL: .*legal: one statement that reads/);
  });
});

test('a running pipeline answers row by row, with its own words for what is wrong', async () => {
  const control = await openControl({ query: queryControl(() => queries) }, silentLog);
  const pieces: unknown[] = [];
  const onItem = (item: unknown) => void pieces.push(item);
  await ask(control, 'query', { sql: 'SELECT * FROM range(5000) t(n)', timeout_ms: 10_000 }, { onItem });
  expect(pieces[0]).toEqual({ columns: [{ name: 'n', type: 'BIGINT' }] });
  expect(pieces.length).toBeGreaterThan(2);
  await expect(ask(control, 'query', { sql: 'DROP TABLE x', timeout_ms: 1000 })).rejects.toThrow(UsageProblems);
  const endless = 'SELECT count(*) FROM range(1000000) a, range(1000000) b';
  await expect(ask(control, 'query', { sql: endless, timeout_ms: 200 })).rejects.toMatchObject({ reason: 'timeout' });
  await control.close();
});
