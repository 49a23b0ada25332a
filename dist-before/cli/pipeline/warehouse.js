import { runDuckdbSink } from '../../sinks/duckdb/sink.js';
import { openWarehouse } from '../../sinks/duckdb/warehouse.js';
import { whenFree } from '../when-free.js';
const COUNT_EVERY_MS = 2_000;
/** The warehouse of this process, its sink, and how many rows its tables held when they were last counted. */
export class WarehouseSink {
    warehouse;
    component;
    #tables = [];
    #counting = Promise.resolve();
    #timer;
    static async open({ ground, config, connection, metrics, onFatal }) {
        const { path, publish } = config.warehouse;
        // A query may have it open for a moment.
        const opening = () => openWarehouse({ path: ground.inState(path) });
        const warehouse = await whenFree(new AbortController().signal, opening);
        try {
            const { log, codec } = connection;
            const copy = publish === null ? null : { path: ground.inState(publish.path), every_ms: publish.everySeconds * 1000 };
            const common = { log, codec, warehouse, data_dir_id: ground.dataDir.id, now_ms: Date.now, metrics, onFatal };
            return new WarehouseSink(warehouse, await runDuckdbSink({ ...common, publish: copy }));
        }
        catch (error) {
            warehouse.close();
            throw error;
        }
    }
    constructor(warehouse, component) {
        this.warehouse = warehouse;
        this.component = component;
        this.#timer = setInterval(() => void this.countRows(), COUNT_EVERY_MS);
    }
    tables() {
        return this.#tables;
    }
    /** One count at a time; a call meanwhile waits for the next one. Never rejects. */
    countRows() {
        this.#counting = this.#counting.then(() => this.#count()).catch(() => { });
        return this.#counting;
    }
    async reachable() {
        await this.warehouse.rows('SELECT 1');
    }
    /** The component has been stopped. */
    async close() {
        clearInterval(this.#timer);
        await this.#counting;
        this.warehouse.close();
    }
    async #count() {
        this.#tables = [...(await this.warehouse.counts())].map(([name, rows]) => ({ name, rows }));
    }
}
//# sourceMappingURL=warehouse.js.map