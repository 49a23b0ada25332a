import PQueue from 'p-queue';
import { bound } from './abort.js';
/**
 * Who goes first when a budget is short. Higher is sooner. Write-back has its place between the two readings: what a
 * guest waits for (allergies) before what only the till knows better later.
 */
export const priority = { delivery: 100, check: 80, write: 50, poll: 10, backfill: 0 };
/** A second of ours and a second of the upstream's are not the same second: requests travel for different times. */
const SLACK = 1.1;
/**
 * The request budget of an upstream, one for all callers of a process. Requests start as early as every limit allows,
 * counted over sliding stretches (so that no fixed window of the upstream's, wherever it begins, holds more), those
 * of higher priority first and equal ones in turn.
 */
export class Budget {
    /** One after the other, the widest first: a request that waits in a narrow one takes no place in a wide one. */
    queues;
    within;
    closing = new AbortController();
    paused_until_ms = 0;
    timer;
    constructor({ limits, concurrency, within }) {
        this.within = within;
        this.queues = limits.map(({ requests, per_ms }) => new PQueue({ concurrency, interval: Math.ceil(per_ms * SLACK), intervalCap: requests, strict: true }));
    }
    /** Runs the task when it is its turn. Rejects as the task does, or with the signal's reason while it waits. */
    async run(order, task, signal) {
        const waiting = bound([signal, this.closing.signal]);
        const { within } = this;
        const unnested = within === undefined ? task : () => within.run(order, task, signal);
        const options = { priority: order, signal: waiting.signal };
        const nested = this.queues.reduce((inner, queue) => () => queue.add(inner, options), unnested);
        try {
            return await nested();
        }
        finally {
            waiting.release();
        }
    }
    /** Nothing starts for so long: the upstream said that its own count is used up. The longest word holds. */
    pause(for_ms, now_ms) {
        const until_ms = now_ms + for_ms;
        if (for_ms <= 0 || until_ms <= this.paused_until_ms || this.closing.signal.aborted)
            return;
        this.paused_until_ms = until_ms;
        for (const queue of this.queues)
            queue.pause();
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.resume(), for_ms);
    }
    /** Everybody who waits gets an error. */
    close() {
        this.closing.abort(new Error('the budget is closed'));
        this.resume();
    }
    resume() {
        clearTimeout(this.timer);
        for (const queue of this.queues)
            queue.start();
    }
}
/** So many a second on average; below one a second, one at a time and the stretch longer. */
export function perSecond(rate) {
    const requests = Math.max(1, Math.floor(rate));
    return { requests, per_ms: (requests / rate) * 1000 };
}
//# sourceMappingURL=budget.js.map