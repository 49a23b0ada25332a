import type { DuckDBConnection } from '@duckdb/node-api';

/** How far one partition of a topic is in the warehouse. */
export interface Reached {
  readonly topic: string;
  readonly partition: number;
  readonly next_offset: number;
  /** When the warehouse last held all there was; before that, when it began to be filled. */
  readonly caught_up_ms: number;
}

/** The positions of all partitions, as the file has them. */
export class Positions {
  readonly #reached = new Map<string, Reached>();

  static async read(connection: DuckDBConnection): Promise<Positions> {
    const result = await connection.runAndReadAll(
      'SELECT topic, "partition", next_offset, epoch_ms(caught_up_at) FROM store.offsets',
    );
    const positions = new Positions();
    for (const [topic, partition, next_offset, caught_up_ms] of result.getRows()) {
      positions.set({
        topic: String(topic),
        partition: Number(partition),
        next_offset: Number(next_offset),
        caught_up_ms: Number(caught_up_ms),
      });
    }
    return positions;
  }

  get(topic: string, partition: number): Reached | undefined {
    return this.#reached.get(`${topic}/${partition}`);
  }

  set(reached: Reached): void {
    this.#reached.set(`${reached.topic}/${reached.partition}`, reached);
  }

  clear(): void {
    this.#reached.clear();
  }

  all(): IterableIterator<Reached> {
    return this.#reached.values();
  }
}

/** What writes them, inside the transaction that holds the rows up to there. */
export function positionsSql(reached: readonly Reached[], now_ms: number): string[] {
  if (reached.length === 0) return [];
  const rows = reached.map(
    ({ topic, partition, next_offset, caught_up_ms }) =>
      `('${topic}', ${partition}, ${next_offset}, make_timestamptz(${caught_up_ms} * 1000), make_timestamptz(${now_ms} * 1000))`,
  );
  return [`INSERT OR REPLACE INTO store.offsets VALUES ${rows.join(', ')}`];
}

export function ticksSql(ticks: ReadonlyMap<number, number>): string[] {
  if (ticks.size === 0) return [];
  const rows = [...ticks].map(([partition, at_ms]) => `(${partition}, make_timestamptz(${at_ms} * 1000))`);
  return [
    `INSERT INTO store.ticks VALUES ${rows.join(', ')} ON CONFLICT DO UPDATE SET "at" = greatest("at", excluded."at")`,
  ];
}

export async function readTicks(connection: DuckDBConnection): Promise<Map<number, number>> {
  const result = await connection.runAndReadAll('SELECT "partition", epoch_ms("at") FROM store.ticks');
  return new Map(result.getRows().map(([partition, at_ms]) => [Number(partition), Number(at_ms)]));
}
