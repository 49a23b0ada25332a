import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { QueryOptions } from '../../runtime/duckdb/query.ts';
import type { Json } from '../../runtime/duckdb/values.ts';
import { Failure } from '../../runtime/failures.ts';
import { openWarehouse, type Warehouse } from '../../sinks/duckdb/warehouse.ts';

let warehouse: Warehouse;
let at: string;

beforeAll(async () => {
  at = mkdtempSync(join(tmpdir(), 'regulars-'));
  writeFileSync(join(at, 'secret.csv'), 'a,b\n1,2\n');
  mkdirSync(join(at, 'w'));
  warehouse = await openWarehouse({ path: join(at, 'w', 'w.duckdb'), memory_bytes: 256 * 1024 * 1024 });
});

afterAll(() => {
  warehouse.close();
  rmSync(at, { recursive: true });
});

afterEach(() => {
  expect(readdirSync(at).sort()).toEqual(['secret.csv', 'w']);
});

async function all(sql: string, options: Partial<QueryOptions> = {}): Promise<Json[][]> {
  const { batches } = await warehouse.query(sql, { timeout_ms: 20_000, ...options });
  const rows: Json[][] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

async function reasonOf(sql: string, options: Partial<QueryOptions> = {}): Promise<string> {
  try {
    await all(sql, options);
    return 'answered';
  } catch (error) {
    return error instanceof Failure ? error.reason : `not a failure: ${String(error)}`;
  }
}

describe('a query answers', () => {
  test.each([
    ['SELECT 1', [[1]]],
    ['select 1;', [[1]]],
    ['/* why */ -- not\n SELECT 2', [[2]]],
    ['VALUES (3)', [[3]]],
    ['WITH x AS (SELECT 4 AS n) FROM x', [[4]]],
    ['SELECT count(*) FROM orders', [[0]]],
    ['SELECT (SELECT max(i) FROM range(3) t(i))', [[2]]],
    ["SELECT name FROM (SHOW TABLES) WHERE name = 'orders'", [['orders']]],
    ["SELECT current_setting('TimeZone')", [['UTC']]],
  ])('%s', async (sql, rows) => {
    expect(await all(sql)).toEqual(rows);
  });

  test.each([
    'DESCRIBE orders',
    'SHOW TABLES',
    'SUMMARIZE guests',
    'EXPLAIN SELECT * FROM orders',
    'explain analyze from orders',
  ])('%s', async (sql) => {
    expect((await all(sql)).length).toBeGreaterThan(0);
  });
});

describe('a query is refused that would', () => {
  const evil: readonly (readonly [string, (dir: string) => string])[] = [
    ['write a row', () => `INSERT INTO store.ticks VALUES (1, now())`],
    ['change rows', () => 'UPDATE store.orders SET net_minor = 0'],
    ['remove rows', () => 'DELETE FROM store.orders'],
    ['empty a table', () => 'TRUNCATE store.orders'],
    [
      'merge rows',
      () => 'MERGE INTO store.ticks USING (SELECT 1 AS p) ON false WHEN NOT MATCHED THEN INSERT VALUES (1, now())',
    ],
    ['drop a view', () => 'DROP VIEW orders'],
    ['make a table', () => 'CREATE TABLE t AS SELECT 1'],
    ['make a temporary table', () => 'CREATE TEMP TABLE t AS SELECT 1'],
    ['make a macro', () => 'CREATE MACRO f() AS 1'],
    ['make a secret', () => "CREATE SECRET s (TYPE s3, KEY_ID 'a')"],
    ['alter a table', () => 'ALTER TABLE store.orders ADD COLUMN x INT'],
    ['comment on a table', () => "COMMENT ON VIEW orders IS 'x'"],
    ['write and return', () => 'INSERT INTO store.ticks VALUES (1, now()) RETURNING *'],
    ['write in a WITH', () => 'WITH x AS (DELETE FROM store.ticks RETURNING *) SELECT * FROM x'],
    ['write under EXPLAIN ANALYZE', () => 'EXPLAIN ANALYZE DELETE FROM store.orders'],
    ['write under EXPLAIN ANALYZE behind a comment', () => 'EXPLAIN /* */ ANALYZE DELETE FROM store.orders'],
    ['write under EXPLAIN with options', () => 'EXPLAIN (ANALYZE, FORMAT json) DELETE FROM store.orders'],
    ['write in a second statement', () => 'SELECT 1; DELETE FROM store.orders'],
    ['ask two things', () => 'SELECT 1; SELECT 2'],
    ['copy out', (dir) => `COPY orders TO '${dir}/out.csv'`],
    ['copy a query out', (dir) => `COPY (SELECT 1) TO '${dir}/out.parquet' (FORMAT parquet)`],
    ['copy in', (dir) => `COPY store.ticks FROM '${dir}/secret.csv'`],
    ['export', (dir) => `EXPORT DATABASE '${dir}/out'`],
    ['attach a file', (dir) => `ATTACH '${dir}/other.duckdb'`],
    ['attach memory', () => "ATTACH ':memory:' AS m"],
    ['detach', () => 'DETACH w'],
    ['use another schema', () => 'USE store'],
    ['read a CSV', (dir) => `SELECT * FROM read_csv('${dir}/secret.csv')`],
    ['read a CSV, oddly spelt', (dir) => `SELECT * FROM "READ_CSV_AUTO"('${dir}/secret.csv')`],
    ['read a CSV by its full name', (dir) => `SELECT * FROM system.main.read_csv('${dir}/secret.csv')`],
    ['read a file by its name', (dir) => `SELECT * FROM '${dir}/secret.csv'`],
    ['read a file by its relative name', () => "FROM 'secret.csv'"],
    ['read a text', (dir) => `SELECT content FROM read_text('${dir}/secret.csv')`],
    ['read bytes', (dir) => `SELECT content FROM read_blob('${dir}/secret.csv')`],
    ['read JSON', (dir) => `SELECT * FROM read_json('${dir}/secret.csv')`],
    ['read Parquet', (dir) => `SELECT * FROM parquet_scan('${dir}/x.parquet')`],
    ['read over the network', () => "SELECT * FROM 'https://example.com/x.csv'"],
    ['list files', () => "SELECT * FROM glob('/*')"],
    ['list files in a subquery', () => "SELECT (SELECT count(*) FROM glob('/*'))"],
    ['list files in a WITH', () => "WITH g AS (SELECT * FROM glob('/*')) SELECT * FROM g"],
    ['list files in a join', () => "SELECT * FROM orders JOIN glob('/*') ON true"],
    ['list files in an IN', () => "SELECT 1 WHERE 'x' IN (SELECT file FROM glob('/*'))"],
    ['list files in a window', () => "SELECT sum(1) OVER (ORDER BY (SELECT count(*) FROM glob('/*')))"],
    ['list files while describing', () => "DESCRIBE SELECT * FROM glob('/*')"],
    ['list files while explaining', () => "EXPLAIN ANALYZE SELECT * FROM glob('/*')"],
    ['run a text as SQL', () => `SELECT * FROM query('SELECT * FROM glob(''/*'')')`],
    ['name a table by a text', () => `SELECT * FROM query_table('orders')`],
    ['run a parse', () => "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))"],
    ['run a parse by PRAGMA', () => "PRAGMA json_execute_serialized_sql('{}')"],
    ['checkpoint', () => 'CHECKPOINT'],
    ['checkpoint by a function', () => 'SELECT * FROM checkpoint()'],
    ['end others’ transactions', () => 'SELECT * FROM force_checkpoint()'],
    ['set', () => 'SET memory_limit = 1'],
    ['set for all', () => "SET GLOBAL TimeZone = 'Asia/Tokyo'"],
    ['set for the session', () => "SET SESSION TimeZone = 'Asia/Tokyo'"],
    ['reset', () => 'RESET threads'],
    ['set a variable', () => 'SET VARIABLE x = 1'],
    ['set by PRAGMA', () => 'PRAGMA threads = 8'],
    ['ask by PRAGMA', () => 'PRAGMA database_list'],
    ['switch logging on', () => "SELECT * FROM enable_logging('QueryLog')"],
    ['switch profiling on', () => 'SELECT * FROM enable_profiling()'],
    ['write a log', () => "SELECT write_log('x')"],
    ['seed the chance', () => 'SELECT setseed(0.5)'],
    ['call', () => "CALL enable_logging('QueryLog')"],
    ['install', () => 'INSTALL httpfs'],
    ['load', () => 'LOAD httpfs'],
    ['begin', () => 'BEGIN'],
    ['commit', () => 'COMMIT'],
    ['vacuum', () => 'VACUUM'],
    ['analyze', () => 'ANALYZE'],
    ['prepare', () => 'PREPARE p AS SELECT 1'],
    ['execute', () => 'EXECUTE p'],
    ['say nothing', () => '   '],
    ['scan memory by a pointer', () => 'SELECT * FROM arrow_scan(1, 2, 3)'],
  ];
  test.each(evil)('%s', async (_, sql) => {
    const before = await warehouse.counts();
    expect(['refused', 'invalid_sql']).toContain(await reasonOf(sql(at)));
    expect(await warehouse.counts()).toEqual(before);
    expect(
      await warehouse.rows("SELECT current_setting('TimeZone') AS zone, current_setting('enable_logging') AS log"),
    ).toEqual([{ zone: 'UTC', log: 0 }]);
  });
});

describe('a query', () => {
  test('that makes no sense is the fault of who asks', async () => {
    expect(await reasonOf('SELEC 1')).toBe('invalid_sql');
    expect(await reasonOf('SELECT * FROM nowhere')).toBe('invalid_sql');
    expect(await reasonOf('SELECT $1')).toBe('invalid_sql');
    expect(await reasonOf("SELECT 'a'::INT")).toBe('invalid_value');
  });

  test('that takes too long ends with its time', async () => {
    expect(await reasonOf('SELECT count(*) FROM range(100000000000)', { timeout_ms: 200 })).toBe('timeout');
    expect(await reasonOf('SELECT a.range FROM range(1000000) a, range(1000000) b', { timeout_ms: 200 })).toBe(
      'timeout',
    );
    expect(await reasonOf('SELECT sleep_ms(60000)', { timeout_ms: 200 })).toBe('timeout');
    expect(await reasonOf('SELECT 1')).toBe('answered');
  });

  test('that wants more memory than there is fails, and the next one answers', async () => {
    expect(await reasonOf('SELECT list(md5(i::VARCHAR)) FROM range(30000000) t(i)')).toBe('out_of_memory');
    expect(await reasonOf('SELECT 1')).toBe('answered');
  });

  test('that gives too many rows fails', async () => {
    expect(await reasonOf('FROM range(10001)', { max_rows: 10_000 })).toBe('too_large');
    expect((await all('FROM range(10000)', { max_rows: 10_000 })).length).toBe(10_000);
  });

  test('that is left half read leaves nothing behind', async () => {
    for (let i = 0; i < 20; i++) {
      const { batches } = await warehouse.query('FROM range(1000000)', { timeout_ms: 20_000 });
      for await (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
    }
    expect(await reasonOf('SELECT 1')).toBe('answered');
  });

  test('is aborted by its signal', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    expect(await reasonOf('SELECT count(*) FROM range(100000000000)', { signal: abort.signal })).toBe('aborted');
  });
});

describe('values are shown', () => {
  test.each([
    ['small integers as numbers', 'SELECT 1::TINYINT, 2::UBIGINT, 3::HUGEINT, sum(4) FROM range(1)', [1, 2, 3, 4]],
    [
      'integers beyond 2^53 as text',
      "SELECT 9007199254740993, (-2::HUGEINT) ** 70 > 0, '170141183460469231731687303715884105727'::HUGEINT",
      ['9007199254740993', true, '170141183460469231731687303715884105727'],
    ],
    ['decimals as numbers', 'SELECT 1.50::DECIMAL(9,2), 0.1 + 0.2', [1.5, 0.3]],
    ['dates as days', "SELECT DATE '2026-02-03', DATE '0001-01-01'", ['2026-02-03', '0001-01-01']],
    [
      'instants in UTC with Z',
      "SELECT TIMESTAMPTZ '2026-02-03 04:05:06.789+02', TIMESTAMPTZ '1969-12-31 23:59:59.999999+00', TIMESTAMP '2026-01-01 00:00:00'",
      ['2026-02-03T02:05:06.789Z', '1969-12-31T23:59:59.999999Z', '2026-01-01T00:00:00.000'],
    ],
    ['JSON as JSON', `SELECT '{"a": [1, null]}'::JSON, '5'::JSON, 'null'::JSON`, [{ a: [1, null] }, 5, null]],
    [
      'lists and structs as JSON',
      "SELECT [1, NULL], {'a': [DATE '2026-01-01'], 'b': 1.5}, [['x']]",
      [[1, null], { a: ['2026-01-01'], b: 1.5 }, [['x']]],
    ],
    ['maps', "SELECT MAP {'a': 1::BIGINT}, MAP {1: 'x'}", [{ a: 1 }, [{ key: 1, value: 'x' }]]],
    ['nothing as null', 'SELECT NULL, NULL::DATE, NULL::JSON', [null, null, null]],
    ['what is no number as text', "SELECT 'NaN'::DOUBLE, 'infinity'::DOUBLE, 1.5::FLOAT", ['NaN', 'Infinity', 1.5]],
    ['text as it is', "SELECT 'ü\"\\', ''", ['ü"\\', '']],
    [
      'the rest as DuckDB writes it',
      "SELECT INTERVAL 90 DAY, TIME '12:34:56', 'a'::ENUM('a','b')",
      ['90 days', '12:34:56', 'a'],
    ],
  ])('%s', async (_, sql, values) => {
    expect(await all(sql)).toEqual([values]);
  });
});
