import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdbFailure } from '../../runtime/duckdb/errors.ts';
import { storedTables } from '../../schemas/tables.ts';
import { Lane, type Staged, transactionNumber } from './lane.ts';
import { Positions, positionsSql, type Reached, readTicks, ticksSql } from './positions.ts';
import type { Slice } from './slices.ts';
import type { Warehouse } from './warehouse.ts';

/** What goes with rows into one transaction: where they came from, and what stream time has become. */
export interface Beside {
  readonly reached: readonly Reached[];
  readonly ticks: ReadonlyMap<number, number>;
}

/** Rows that wait for their turn. */
export interface Ahead extends Staged {
  /** Of the writer, made before these were begun. */
  readonly commits: number;
}

/**
 * The one writer of a warehouse. One write at a time; while it is under way, the rows of the next may be staged, on the
 * other of its two lanes.
 */
export class Writer {
  readonly positions: Positions;
  /** Highest tick written, by partition. */
  readonly ticks: Map<number, number>;
  readonly #free: Lane[];
  readonly #beside: DuckDBConnection;
  #commits = 0;

  static async open({ database }: Warehouse): Promise<Writer> {
    const lanes = [await Lane.open(await database.connect()), await Lane.open(await database.connect())];
    const beside = await database.connect();
    return new Writer(lanes, beside, await Positions.read(beside), await readTicks(beside));
  }

  private constructor(lanes: Lane[], beside: DuckDBConnection, positions: Positions, ticks: Map<number, number>) {
    this.#free = lanes;
    this.#beside = beside;
    this.positions = positions;
    this.ticks = ticks;
  }

  /** Begins to put them (of one topic and partition in log order) on a stage. To be written, or discarded. */
  stage(slices: readonly Slice[]): Ahead {
    const lane = this.#free.pop();
    if (lane === undefined) throw new Error('both lanes of the writer are busy');
    return { ...lane.stage(slices), commits: this.#commits };
  }

  /** Rows, positions and ticks, all of them or none. Throws a Failure: then nothing was committed. */
  async write(ahead: Ahead, { reached, ticks }: Beside, now_ms: number): Promise<void> {
    try {
      const staged = await this.#seeing(ahead);
      await staged.lane.write(staged, [...positionsSql(reached, now_ms), ...ticksSql(ticks)]);
    } catch (error) {
      await this.discard(ahead);
      throw duckdbFailure(error);
    }
    this.#free.push(ahead.lane);
    this.#commits++;
    for (const one of reached) this.positions.set(one);
    for (const [partition, at] of ticks) this.ticks.set(partition, Math.max(at, this.ticks.get(partition) ?? 0));
  }

  /** They will not be written. */
  async discard(ahead: Ahead): Promise<void> {
    await ahead.lane.discard(ahead);
    this.#free.push(ahead.lane);
  }

  /** Empties every table and forgets every position: what is read next is the beginning. One transaction. */
  async empty(): Promise<void> {
    try {
      await this.#beside.run('BEGIN');
      for (const { name } of storedTables) await this.#beside.run(`DELETE FROM store."${name}"`);
      for (const name of ['order_arrivals', 'event_arrivals', 'offsets', 'ticks'])
        await this.#beside.run(`DELETE FROM store.${name}`);
      await this.#beside.run('COMMIT');
    } catch (error) {
      await this.#beside.run('ROLLBACK').catch(() => {});
      throw duckdbFailure(error);
    }
    this.#commits++;
    this.positions.clear();
    this.ticks.clear();
  }

  /**
   * The rows in a transaction that sees all that was committed. DuckDB begins to look at a database when a statement
   * first names it, and the stages are in another one; should that change, they are staged again.
   */
  async #seeing(ahead: Ahead): Promise<Staged> {
    if (ahead.commits === this.#commits) return ahead;
    const { error } = await ahead.done;
    if (error !== undefined) return ahead;
    const last = await transactionNumber(this.#beside);
    if ((await ahead.lane.transactionNumber()) > last) return ahead;
    await ahead.lane.discard(ahead);
    return ahead.lane.stage(ahead.slices);
  }
}
