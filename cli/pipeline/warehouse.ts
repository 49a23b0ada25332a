import type { Config } from '../../runtime/config/schema.ts';
import type { Failure } from '../../runtime/failures.ts';
import type { TableStatus } from '../../runtime/http/status.ts';
import type { TaskMetrics } from '../../runtime/tasks/metrics.ts';
import { type DuckdbSink, runDuckdbSink } from '../../sinks/duckdb/sink.ts';
import { openWarehouse, type Warehouse } from '../../sinks/duckdb/warehouse.ts';
import type { Ground } from '../host.ts';
import { whenFree } from '../when-free.ts';
import type { Connection } from './connect.ts';

export interface OpeningSink {
  readonly ground: Ground;
  readonly config: Config;
  readonly connection: Connection;
  readonly metrics: TaskMetrics;
  onFatal(component: string, failure: Failure): void;
}

/** In the order of a PATCH's life. */
const PATCH_STATUS = ['planned', 'sent', 'acknowledged', 'unchanged', 'rejected'];

type PatchLedger = Readonly<Record<string, number>>;

const COUNT_EVERY_MS = 2_000;

/** The warehouse of this process, its sink, and how many rows its tables held when they were last counted. */
export class WarehouseSink {
  readonly warehouse: Warehouse;
  readonly component: DuckdbSink;
  #tables: readonly TableStatus[] = [];
  #patches: PatchLedger | null = null;
  #counting: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  static async open({ ground, config, connection, metrics, onFatal }: OpeningSink): Promise<WarehouseSink> {
    const { path, publish } = config.warehouse;
    // A query may have it open for a moment.
    const opening = () => openWarehouse({ path: ground.inState(path) });
    const warehouse = await whenFree(new AbortController().signal, opening);
    try {
      const { log, codec } = connection;
      const copy =
        publish === null ? null : { path: ground.inState(publish.path), every_ms: publish.everySeconds * 1000 };
      const common = { log, codec, warehouse, data_dir_id: ground.dataDir.id, now_ms: Date.now, metrics, onFatal };
      return new WarehouseSink(warehouse, await runDuckdbSink({ ...common, publish: copy }));
    } catch (error) {
      warehouse.close();
      throw error;
    }
  }

  private constructor(warehouse: Warehouse, component: DuckdbSink) {
    this.warehouse = warehouse;
    this.component = component;
    this.#timer = setInterval(() => void this.countRows(), COUNT_EVERY_MS);
  }

  tables(): readonly TableStatus[] {
    return this.#tables;
  }

  /** PATCHes by status when they were last counted, those that there are none of too; null before that. */
  patches(): PatchLedger | null {
    return this.#patches;
  }

  /** One count at a time; a call meanwhile waits for the next one. Never rejects. */
  countRows(): Promise<void> {
    this.#counting = this.#counting.then(() => this.#count()).catch(() => {});
    return this.#counting;
  }

  async reachable(): Promise<void> {
    await this.warehouse.rows('SELECT 1');
  }

  /** The component has been stopped. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#counting;
    this.warehouse.close();
  }

  async #count(): Promise<void> {
    this.#tables = [...(await this.warehouse.counts())].map(([name, rows]) => ({ name, rows }));
    const patches = await this.warehouse.patches();
    this.#patches = Object.fromEntries(PATCH_STATUS.map((status) => [status, patches.get(status) ?? 0]));
  }
}
