import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdbFailure } from '../../runtime/duckdb/errors.ts';
import { type StoredTable, storedTables } from '../../schemas/tables.ts';
import { Positions, type Reached, readTicks, writePositions, writeTicks } from './positions.ts';
import { roundsOf } from './rounds.ts';
import type { Slice } from './slices.ts';
import { TableWriter } from './table-writer.ts';

/** What one transaction holds: rows, where they came from, and what stream time has become. */
export interface Batch {
  /** Of one topic and partition in log order. */
  readonly slices: readonly Slice[];
  readonly reached: readonly Reached[];
  readonly ticks: ReadonlyMap<number, number>;
}

/** The one writer of a warehouse. One call at a time. */
export class Writer {
  readonly positions: Positions;
  /** Highest tick written, by partition. */
  readonly ticks: Map<number, number>;
  readonly #connection: DuckDBConnection;
  readonly #tables: ReadonlyMap<StoredTable, TableWriter>;

  static async open(connection: DuckDBConnection): Promise<Writer> {
    const tables = new Map<StoredTable, TableWriter>();
    for (const table of storedTables) tables.set(table, await TableWriter.open(connection, table));
    return new Writer(connection, tables, await Positions.read(connection), await readTicks(connection));
  }

  private constructor(
    connection: DuckDBConnection,
    tables: ReadonlyMap<StoredTable, TableWriter>,
    positions: Positions,
    ticks: Map<number, number>,
  ) {
    this.#connection = connection;
    this.#tables = tables;
    this.positions = positions;
    this.ticks = ticks;
  }

  /** Rows, positions and ticks, all of them or none. Throws a Failure: then nothing was committed. */
  async write(batch: Batch, now_ms: number): Promise<void> {
    await this.#transaction(async () => {
      for (const [table, slices] of byTable(batch.slices)) {
        for (const round of roundsOf(table, slices)) await this.#tables.get(table)!.apply(round);
      }
      await writePositions(this.#connection, batch.reached, now_ms);
      await writeTicks(this.#connection, batch.ticks);
    });
    for (const reached of batch.reached) this.positions.set(reached);
    for (const [partition, at] of batch.ticks) this.ticks.set(partition, Math.max(at, this.ticks.get(partition) ?? 0));
  }

  /** Empties every table and forgets every position: what is read next is the beginning. One transaction. */
  async empty(): Promise<void> {
    await this.#transaction(async () => {
      for (const { name } of storedTables) await this.#connection.run(`DELETE FROM store."${name}"`);
      for (const name of ['order_arrivals', 'offsets', 'ticks'])
        await this.#connection.run(`DELETE FROM store.${name}`);
    });
    this.positions.clear();
    this.ticks.clear();
  }

  async #transaction(act: () => Promise<void>): Promise<void> {
    try {
      await this.#connection.run('BEGIN');
      await act();
      await this.#connection.run('COMMIT');
    } catch (error) {
      await this.#connection.run('ROLLBACK').catch(() => {});
      throw duckdbFailure(error);
    }
  }
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
