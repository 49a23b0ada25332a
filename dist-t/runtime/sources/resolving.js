import { failureOf } from '../failures.js';
import { backoffOf, orAbort, pause } from '../tasks/waiting.js';
/** Resolves deliveries, again and again where it must. */
export class Resolving {
    #options;
    #troubles = new Map();
    constructor(options) {
        this.#options = options;
    }
    get troubles() {
        return [...this.#troubles.values()];
    }
    /** Undefined once aborted. A place in the queue is given back while it waits for its next attempt. */
    async resolve(delivery, signal) {
        const { resolvers, queue } = this.#options;
        const resolver = resolvers.get(delivery.upstream);
        if (resolver === undefined)
            return { kind: 'refused', cause: { reason: 'upstream_not_configured' } };
        for (let attempt = 1; !signal.aborted; attempt++) {
            try {
                const decoded = await queue.add(async () => orAbort(resolver.resolve(delivery, signal), signal));
                if (decoded === undefined)
                    return undefined;
                this.#troubles.delete(delivery.upstream);
                return { kind: 'decoded', decoded };
            }
            catch (error) {
                if (signal.aborted)
                    return undefined;
                const failure = failureOf(error);
                if (failure.kind === 'poison')
                    return { kind: 'refused', cause: { reason: failure.reason, detail: failure.message } };
                await pause(this.#keep(delivery.upstream, failure, attempt), signal);
            }
        }
        return undefined;
    }
    /** How long to wait for the next attempt. */
    #keep(upstream, failure, attempt) {
        const { since_ms = Date.now(), attempts = 0 } = this.#troubles.get(upstream) ?? {};
        this.#troubles.set(upstream, { upstream, since_ms, attempts: attempts + 1, failure });
        const { backoff } = this.#options;
        if (failure.kind !== 'retry')
            return backoff.max_ms;
        return failure.after_ms ?? backoffOf(attempt, backoff);
    }
}
//# sourceMappingURL=resolving.js.map