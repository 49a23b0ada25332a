import { topics } from '../../schemas/topics.js';
import { countOut } from '../tasks/metrics.js';
import { recordOf } from '../tasks/records.js';
import { backoffOf, pause } from '../tasks/waiting.js';
import { timeOf } from './clock-port.js';
import { pagesOf } from './pages.js';
import { recordsFor } from './publishing.js';
/** Polls one source over and over; the records of a page and the cursor after it are one transaction. */
export class Poller {
    #options;
    #ending = new AbortController();
    #running;
    #resume = new AbortController();
    #cursor;
    constructor(options) {
        this.#options = options;
        this.#cursor = options.cursor;
        this.#running = this.#run();
    }
    /** The next poll begins now, unless one is under way or the upstream is being left alone after a failure. */
    hurry() {
        if (this.#options.polls.status().failing === undefined)
            this.#resume.abort();
    }
    /** Ends the poll at once, but not a transaction under way. */
    async close() {
        this.#ending.abort();
        this.#resume.abort();
        await this.#running;
        await this.#options.transactor.close().catch(() => { });
    }
    async #run() {
        const { polls, fail } = this.#options;
        try {
            while (!this.#ending.signal.aborted) {
                polls.state = 'polling';
                const after_ms = await this.#poll();
                polls.state = 'waiting';
                this.#resume = new AbortController();
                if (!this.#ending.signal.aborted)
                    await pause(after_ms, this.#resume.signal);
            }
        }
        catch (error) {
            fail(error);
        }
        polls.state = 'elsewhere';
    }
    /** One poll; gives how long to wait after it. Throws when the log fails. */
    async #poll() {
        const { source, polls, clock } = this.#options;
        const began_ms = Date.now();
        let brought_new = false;
        const cursor = this.#cursor === undefined ? undefined : JSON.parse(this.#cursor);
        for await (const next of pagesOf(source, cursor, { clock, signal: this.#ending.signal })) {
            if (next.kind === 'aborted')
                return 0;
            if (next.kind === 'failed')
                return this.#failed(began_ms, next.failure);
            brought_new ||= next.page.decoded.length > 0;
            await this.#publish(next.page);
        }
        const ended_ms = Date.now();
        polls.completed({ began_ms, ended_ms, brought_new });
        this.#options.publishing.metrics.polled(source.name, 'complete', ended_ms - began_ms);
        return Math.max(0, began_ms + source.poll_every_ms - ended_ms);
    }
    /** What heals is tried again soon; what somebody must mend, at the pace of the polls. */
    #failed(began_ms, failure) {
        const { source, polls, backoff, publishing } = this.#options;
        const attempt = polls.failed(began_ms, failure);
        publishing.metrics.polled(source.name, failure.kind, Date.now() - began_ms);
        if (failure.kind !== 'retry')
            return source.poll_every_ms;
        return failure.after_ms ?? backoffOf(attempt, backoff);
    }
    /** Nothing new and the same cursor: nothing is written. */
    async #publish(page) {
        const { source, publishing, clock, transactor } = this.#options;
        const cursor = JSON.stringify(page.cursor ?? null);
        if (page.decoded.length === 0 && cursor === this.#cursor)
            return;
        const records = recordsFor(publishing, page.decoded, await timeOf(clock));
        const moved = { source: source.name, cursor, updated_at: Date.now() };
        await transactor.transact({ records: [...records, recordOf(publishing, topics.cursors, moved)] });
        this.#cursor = cursor;
        countOut(publishing.metrics, source.name, records);
    }
}
//# sourceMappingURL=poller.js.map