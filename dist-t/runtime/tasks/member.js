import { Failure, failureOf } from '../failures.js';
import { backoffOf, deferred, pause } from './waiting.js';
const REJOIN = { first_ms: 250, max_ms: 30_000 };
/** A stay in the group that lasted this long counts as health: the next back-off begins anew. */
const HEALTHY_MS = 60_000;
/** A member without a partition after this is a spare one, and ready. */
const SPARE_AFTER_MS = 5_000;
/**
 * Takes part in a group, and comes back after everything that heals (`fenced`, `retry`) with nothing kept in memory.
 * Anything else ends it: `failed`.
 */
export class Member {
    works = new Map();
    error;
    #options;
    #stopping = new AbortController();
    #opening = 0;
    #joined_ms;
    #ended;
    #given = false;
    #running;
    constructor(options) {
        this.#options = options;
        this.#running = this.#run();
    }
    get state() {
        if (this.#ended !== undefined)
            return this.#ended;
        if (this.#opening > 0)
            return 'restoring';
        if (this.#joined_ms === undefined)
            return 'starting';
        return this.#given || Date.now() - this.#joined_ms > SPARE_AFTER_MS ? 'running' : 'starting';
    }
    async stop() {
        this.#stopping.abort();
        await this.#running;
    }
    async #run() {
        for (let attempt = 1; !this.#stopping.signal.aborted; attempt++) {
            const began = Date.now();
            const failure = await this.#stay();
            if (failure === undefined)
                break;
            this.error = failure;
            if (failure.kind === 'fatal' || failure.kind === 'poison')
                return this.#give_up(failure);
            this.#options.metrics.rejoined(this.#options.name, failure.reason);
            if (Date.now() - began > HEALTHY_MS)
                attempt = 1;
            const after_ms = failure.after_ms ?? backoffOf(attempt, this.#options.rejoin ?? REJOIN);
            await pause(after_ms, this.#stopping.signal);
        }
        this.#ended = 'stopped';
    }
    #give_up(failure) {
        this.#ended = 'failed';
        this.#options.onFatal?.(this.#options.name, failure);
    }
    /** One stay in the group. Undefined: it was asked to stop, and has drained. */
    async #stay() {
        const over = deferred();
        const stop = () => over.resolve(undefined);
        this.#stopping.signal.addEventListener('abort', stop);
        const joining = this.#join(over);
        joining.catch((error) => over.resolve(failureOf(error)));
        let failure = await over.promise;
        this.#stopping.signal.removeEventListener('abort', stop);
        if (failure === undefined)
            failure = await this.#drain();
        await this.#leave(joining);
        return this.#stopping.signal.aborted && failure?.kind !== 'fatal' ? undefined : failure;
    }
    async #join(over) {
        const { log, group, topics } = this.#options;
        const fail = (error) => over.resolve(failureOf(error));
        const membership = await log.join({
            group,
            topics,
            assigned: (partition, signal) => this.#assigned(partition, signal, fail),
            records: async (batch) => this.works.get(batch.partition)?.records(batch),
            revoked: (partition) => this.#revoked(partition),
            failed: fail,
        });
        this.#joined_ms = Date.now();
        return membership;
    }
    async #assigned(partition, signal, fail) {
        this.#given = true;
        this.#opening++;
        try {
            const work = await this.#options.open(partition, signal, fail);
            this.works.set(partition, work);
            this.error = undefined;
            return work.positions;
        }
        catch (error) {
            if (signal.aborted)
                return [];
            fail(error);
            throw error;
        }
        finally {
            this.#opening--;
        }
    }
    async #revoked(partition) {
        const work = this.works.get(partition);
        this.works.delete(partition);
        await work?.abandon();
        if (this.works.size > 0)
            return;
        this.#given = false;
        this.#joined_ms &&= Date.now();
    }
    async #drain() {
        try {
            await Promise.all([...this.works.values()].map((work) => work.drain()));
            return undefined;
        }
        catch (error) {
            return failureOf(error);
        }
    }
    async #leave(joining) {
        await Promise.all([...this.works.values()].map((work) => work.abandon()));
        try {
            await (await joining).leave();
        }
        catch {
            // Not in the group any more, or never was: the same to those who take over.
        }
        await Promise.all([...this.works.keys()].map((partition) => this.#revoked(partition)));
        this.#joined_ms = undefined;
        this.#given = false;
    }
}
/** Ends an opening that nobody waits for any more. */
export function unlessAborted(signal) {
    if (signal.aborted)
        throw new Failure('fenced', 'taken_away');
}
//# sourceMappingURL=member.js.map