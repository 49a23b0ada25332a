/**
 * What one member of a group does with the partition numbers it is given, the same over every implementation of the
 * log: assigned → records of each topic in order, one batch read ahead → revoked.
 */
export class Deliveries {
    #options;
    #next;
    #given = new Map();
    #failed = false;
    constructor(options, next) {
        this.#options = options;
        this.#next = next;
    }
    get partitions() {
        return [...this.#given.keys()];
    }
    give(partitions) {
        if (this.#failed)
            return;
        for (const partition of partitions) {
            const abort = new AbortController();
            this.#given.set(partition, { abort, done: this.#deliver(partition, abort.signal) });
        }
    }
    /** Stops, lets handlers under way end, and tells `revoked` of each partition number. */
    async takeAll() {
        const given = [...this.#given];
        this.stop();
        this.#given.clear();
        await Promise.all(given.map(([partition, { done }]) => done.then(() => this.#revoke(partition))));
    }
    /** No new call of a handler from now on. */
    stop() {
        for (const { abort } of this.#given.values())
            abort.abort();
    }
    /** The membership cannot go on: stops everything and says so, once. */
    fail(error) {
        this.stop();
        if (this.#failed)
            return;
        this.#failed = true;
        this.#options.failed(error);
    }
    async #deliver(partition, signal) {
        try {
            const positions = await this.#options.assigned(partition, signal);
            if (signal.aborted)
                return;
            await Promise.all(positions.map((position) => this.#follow(position, signal)));
        }
        catch (error) {
            if (!signal.aborted)
                this.fail(error);
        }
    }
    async #follow(from, signal) {
        let waiting = this.#ask(from, signal);
        while (!signal.aborted) {
            const batch = await waiting;
            if (batch === undefined || signal.aborted)
                return;
            waiting = this.#ask({ ...from, offset: batch.next_offset, known_end: batch.end_offset }, signal);
            await this.#options.records(batch);
        }
    }
    /** Undefined once taken away; so a batch read ahead may be left alone. */
    async #ask(ask, signal) {
        try {
            const batch = await this.#next(ask, signal);
            return signal.aborted ? undefined : batch;
        }
        catch (error) {
            if (!signal.aborted)
                this.fail(error);
            return undefined;
        }
    }
    async #revoke(partition) {
        try {
            await this.#options.revoked(partition);
        }
        catch (error) {
            this.fail(error);
        }
    }
}
//# sourceMappingURL=deliveries.js.map