import type { DuckDBConnection } from '@duckdb/node-api';
import { type StoredTable, storedTables } from '../../schemas/tables.ts';
import { roundsOf } from './rounds.ts';
import type { Slice } from './slices.ts';
import { runAll, TableWriter } from './table-writer.ts';

/** Rows in a transaction of a lane, on its stages as far as they can be before it is their turn. */
export interface Staged {
  readonly slices: readonly Slice[];
  readonly lane: Lane;
  readonly rounds: ReadonlyMap<StoredTable, readonly Slice[][]>;
  /** Resolves when the first round of each table is on its stage, to what went wrong. */
  readonly done: Promise<{ readonly error?: unknown }>;
}

/** One of the connections over which the writer takes turns, with stages of its own. */
export class Lane {
  readonly #connection: DuckDBConnection;
  readonly #tables: ReadonlyMap<StoredTable, TableWriter>;

  static async open(connection: DuckDBConnection): Promise<Lane> {
    const tables = new Map<StoredTable, TableWriter>();
    for (const table of storedTables) tables.set(table, await TableWriter.open(connection, table));
    return new Lane(connection, tables);
  }

  private constructor(connection: DuckDBConnection, tables: ReadonlyMap<StoredTable, TableWriter>) {
    this.#connection = connection;
    this.#tables = tables;
  }

  /** Begins a transaction with them; what it sees of the store it sees from `write` on. */
  stage(slices: readonly Slice[]): Staged {
    const rounds = new Map([...byTable(slices)].map(([table, of]) => [table, roundsOf(table, of)]));
    const done = this.#stageFirst(rounds).then(
      () => ({}),
      (error: unknown) => ({ error }),
    );
    return { slices, lane: this, rounds, done };
  }

  /** Commits them, and what the statements `beside` do. Throws what DuckDB does: then they are to be discarded. */
  async write({ done, rounds }: Staged, beside: readonly string[]): Promise<void> {
    const { error } = await done;
    if (error !== undefined) throw error;
    for (const [table, of] of rounds) await this.#apply(table, of);
    await runAll(this.#connection, [...beside, 'COMMIT']);
  }

  async discard({ done }: Staged): Promise<void> {
    await done;
    await this.#connection.run('ROLLBACK').catch(() => {});
  }

  /** Of its transaction on the store, which begins now unless it has. */
  transactionNumber(): Promise<bigint> {
    return transactionNumber(this.#connection);
  }

  async #stageFirst(rounds: ReadonlyMap<StoredTable, readonly Slice[][]>): Promise<void> {
    await this.#connection.run('BEGIN');
    for (const [table, [first]] of rounds) await this.#tables.get(table)!.stage(first!);
  }

  async #apply(table: StoredTable, [first, ...others]: readonly Slice[][]): Promise<void> {
    const writer = this.#tables.get(table)!;
    await writer.put(first!);
    for (const round of others) {
      await writer.stage(round);
      await writer.put(round);
    }
  }
}

/** Goes up with every transaction on the store; of the one that the connection has there, else of a new one. */
export async function transactionNumber(connection: DuckDBConnection): Promise<bigint> {
  const result = await connection.runAndReadAll('SELECT txid_current()');
  return BigInt(String(result.getRows()[0]![0]));
}

function byTable(slices: readonly Slice[]): Map<StoredTable, Slice[]> {
  const tables = new Map<StoredTable, Slice[]>();
  for (const slice of slices) {
    const same = tables.get(slice.rows.table);
    if (same === undefined) tables.set(slice.rows.table, [slice]);
    else same.push(slice);
  }
  return tables;
}
