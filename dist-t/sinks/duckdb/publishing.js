import { Failure, failureOf } from '../../runtime/failures.js';
import { pause } from '../../runtime/tasks/waiting.js';
const LAST_COPY_MS = 4_000;
/** A copy of the warehouse for other programs, every so often: DuckDB lets nobody else open the file itself. */
export function publishEvery(options) {
    const stopping = new AbortController();
    const publisher = new Publisher(options);
    const running = (async () => {
        while (!stopping.signal.aborted) {
            await pause(options.every_ms, stopping.signal);
            if (!stopping.signal.aborted)
                await publisher.copy(stopping.signal);
        }
    })();
    return {
        get error() {
            return publisher.error;
        },
        now: () => publisher.copy(stopping.signal),
        async stop() {
            stopping.abort();
            await running;
            await publisher.copy(AbortSignal.timeout(LAST_COPY_MS));
        },
    };
}
class Publisher {
    #options;
    #published;
    #copying = Promise.resolve();
    error;
    constructor(options) {
        this.#options = options;
    }
    copy(signal) {
        this.#copying = this.#copying.then(() => this.#copy(signal));
        return this.#copying;
    }
    async #copy(signal) {
        const { warehouse, path, between } = this.#options;
        const changes = this.#options.changes();
        if (changes === this.#published)
            return;
        try {
            await between(() => warehouse.checkpoint('now'));
            await warehouse.publish(path, signal);
            this.#published = changes;
            this.error = undefined;
        }
        catch (error) {
            this.error = signal.aborted ? new Failure('retry', 'copy_aborted') : failureOf(error);
        }
    }
}
//# sourceMappingURL=publishing.js.map