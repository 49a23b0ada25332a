import type { DuckDBConnection } from '@duckdb/node-api';
import { KEY_COLUMN, type StoredTable } from '../../schemas/tables.ts';
import { arriveSql, forgetSql } from './arrivals.ts';
import type { Slice } from './slices.ts';
import { columnSql, stage, stageDdl, stageName } from './staging.ts';

/**
 * Puts rounds of rows into one table of the store. What is there already is found by the MD5 of its key in a column of
 * its own, by a scan: there is no index, see DECISIONS.md.
 */
export class TableWriter {
  readonly #connection: DuckDBConnection;
  readonly #table: StoredTable;
  readonly #statements: Readonly<Record<Step, readonly string[]>>;

  static async open(connection: DuckDBConnection, table: StoredTable): Promise<TableWriter> {
    await runAll(connection, [
      `CREATE TEMP TABLE IF NOT EXISTS keys (${KEY_COLUMN} UHUGEINT, _n INTEGER, "version" BIGINT)`,
      `CREATE TEMP TABLE IF NOT EXISTS hits (_row BIGINT, ${KEY_COLUMN} UHUGEINT, _replaced BOOLEAN)`,
      stageDdl(table),
    ]);
    return new TableWriter(connection, table);
  }

  private constructor(connection: DuckDBConnection, table: StoredTable) {
    this.#connection = connection;
    this.#table = table;
    this.#statements = statementsOf(table);
  }

  stage(round: readonly Slice[]): Promise<void> {
    return stage(this.#connection, this.#table, round);
  }

  /**
   * What is staged, inside the caller's transaction: 1. Forget the versions that tombstones name. 2. Find which rows
   * count, and those in the table that they meet. 3. Remove the ones they replace. 4. Insert. 5. Clear the stage.
   */
  async put(round: readonly Slice[]): Promise<void> {
    const { forget, find, remove, insert, clear } = this.#statements;
    const gone = round.some(({ rows }) => rows.gone > 0);
    const met = await runAll(this.#connection, gone ? [...forget, ...find] : find);
    await runAll(this.#connection, met > 0 ? [...remove, ...insert, ...clear] : [...insert, ...clear]);
  }
}

/**
 * As one piece of work for DuckDB: between two of them the main thread would have to have its turn first. How many rows
 * the last one has changed. Where one fails, none follows.
 */
export async function runAll(connection: DuckDBConnection, statements: readonly string[]): Promise<number> {
  return (await connection.run(statements.join(';\n'))).rowsChanged;
}

type Step = 'forget' | 'find' | 'remove' | 'insert' | 'clear';

function statementsOf(table: StoredTable): Readonly<Record<Step, readonly string[]>> {
  const store = `store."${table.name}"`;
  const staged = `temp."${stageName(table)}"`;
  const columns = table.columns.map(columnSql).join(', ');
  const counted = `SELECT k.${KEY_COLUMN}, ${columns} FROM ${staged} s JOIN temp.keys k ON k._n = s._n WHERE NOT s._gone`;
  const hits = (replaced: string) => `INSERT INTO temp.hits SELECT t.rowid, t.${KEY_COLUMN}, ${replaced}
    FROM ${store} t JOIN temp.keys k ON t.${KEY_COLUMN} = k.${KEY_COLUMN}`;
  const common = {
    remove: [`DELETE FROM ${store} WHERE rowid IN (SELECT _row FROM temp.hits WHERE _replaced)`],
    clear: ['DELETE FROM temp.hits', 'DELETE FROM temp.keys', `DELETE FROM ${staged}`],
  };
  if (table.keeps === 'latest') {
    // The last record of a key.
    const keys = `SELECT md5_number(_log_key), max(_n), NULL FROM ${staged} GROUP BY 1`;
    return {
      ...common,
      forget: forgetSql(table, staged),
      find: [`INSERT INTO temp.keys ${keys}`, hits('true')],
      insert: [`INSERT INTO ${store} ${counted}`, ...arriveSql(table, staged)],
    };
  }
  const key = "md5_number(split_part(_log_key, '|', 1))";
  const version = "try_cast(split_part(_log_key, '|', -1) AS BIGINT)";
  // The highest version, of two the last record: both in one number.
  const keys = `SELECT ${key}, (max("version"::HUGEINT * 4294967296 + _n) & 4294967295)::INTEGER, max("version")
    FROM ${staged} WHERE NOT _gone GROUP BY 1`;
  return {
    ...common,
    forget: [
      `DELETE FROM ${store}
         USING (SELECT ${key} AS gone_key, max(${version}) AS until FROM ${staged} WHERE _gone GROUP BY 1) g
         WHERE ${KEY_COLUMN} = g.gone_key AND "version" <= g.until`,
      ...forgetSql(table, staged),
    ],
    find: [`INSERT INTO temp.keys ${keys}`, hits('t."version" <= k."version"')],
    // What meets a row that it does not replace is older than it.
    insert: [
      `INSERT INTO ${store} ${counted} AND k.${KEY_COLUMN} NOT IN (SELECT ${KEY_COLUMN} FROM temp.hits WHERE NOT _replaced)`,
      ...arriveSql(table, staged),
    ],
  };
}
