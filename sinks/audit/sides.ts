import type { DuckDBConnection } from '@duckdb/node-api';
import { type Row, rowsOf } from '../../runtime/duckdb/rows.ts';

/** One of two sets of rows that must be equal: each has a key of 128 bits, its digest. */
export interface Side {
  readonly name: string;
  /** Checksum and count of the rows of every bucket. */
  sums(): Promise<ReadonlyMap<number, Sum>>;
  /** Of the rows of a bucket: key → digests, as many as there are rows. */
  digests(bucket: number): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Column → value as text; undefined: there is no such row. */
  row(key: string): Promise<Row | undefined>;
}

export interface Sum {
  readonly rows: number;
  readonly sum: string;
}

/** Enough for buckets that fit a glance: a few hundred rows of a million. */
const BUCKETS = 4096;

/** `rows`: SQL of columns `_key` UHUGEINT and `_digest` UBIGINT; `whole`: of `_key` and the columns as text. */
export interface SideSql {
  readonly name: string;
  readonly rows: string;
  readonly whole: string;
  /** What `$1` stands for, where the SQL has it. */
  readonly parameter?: string;
}

export function sqlSide(connection: DuckDBConnection, { name, rows, whole, parameter }: SideSql): Side {
  const ask = (sql: string) => rowsWith(connection, sql, sql.includes('$1') ? parameter : undefined);
  return {
    name,
    async sums() {
      const sql = `SELECT (_key % ${BUCKETS})::INTEGER AS bucket, count(*) AS n, sum(_digest)::VARCHAR AS total FROM (${rows}) GROUP BY 1`;
      const found = await ask(sql);
      return new Map(found.map(({ bucket, n, total }) => [Number(bucket), { rows: Number(n), sum: String(total) }]));
    },
    async digests(bucket) {
      const sql = `SELECT _key::VARCHAR AS k, _digest::VARCHAR AS digest FROM (${rows}) WHERE _key % ${BUCKETS} = ${bucket}`;
      const digests = new Map<string, string[]>();
      for (const { k, digest } of await ask(sql)) {
        const key = String(k);
        digests.set(key, [...(digests.get(key) ?? []), String(digest)].sort());
      }
      return digests;
    },
    async row(key) {
      const [first] = await ask(
        `SELECT COLUMNS(* EXCLUDE (_key))::VARCHAR FROM (${whole}) WHERE _key = '${key}'::UHUGEINT`,
      );
      return first;
    },
  };
}

/** As rowsOf, with a value for `$1`. */
export async function rowsWith(
  connection: DuckDBConnection,
  sql: string,
  parameter: string | undefined,
): Promise<Row[]> {
  if (parameter === undefined) return rowsOf(connection, sql);
  const result = await connection.runAndReadAll(sql, [parameter]);
  return result.getRowObjectsJson() as Row[];
}
