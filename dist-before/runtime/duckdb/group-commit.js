import { breathe, deferred, pause } from '../tasks/waiting.js';
const LONGEST_MS = 2 ** 31 - 1;
/**
 * One commit at a time; while it is under way, the next one gathers. Adapts by itself: under backlog commits follow
 * one another as they fill, else there is one every `every_ms`.
 */
export class GroupCommit {
    #options;
    #running;
    #nudge = new AbortController();
    #committed = deferred();
    #turn = Promise.resolve();
    #due_ms = 0;
    #flushing = 0;
    #closed = false;
    constructor(options) {
        this.#options = options;
        this.#running = this.#run();
    }
    /** Something waits. */
    wake() {
        this.#nudge.abort();
    }
    /** Resolves when there is room for more: at once, or after the next commit. */
    async room() {
        while (this.#options.full() && !this.#closed)
            await this.#committed.promise;
    }
    /** Resolves when nothing waits and nothing is under way, or when commits have ended. */
    async flush() {
        this.#flushing++;
        while (!this.#options.empty() && !this.#closed) {
            this.wake();
            await this.#committed.promise;
        }
        this.#flushing--;
        await this.between(async () => { });
    }
    /** Runs between two commits. */
    between(act) {
        const turn = this.#turn.then(act);
        this.#turn = turn.catch(() => { });
        return turn;
    }
    /** Finishes what is under way and begins no other commit. */
    async close() {
        this.#closed = true;
        this.wake();
        await this.#running;
        this.#committed.resolve();
        await this.between(async () => { });
    }
    async #run() {
        while (!this.#closed) {
            const wait_ms = this.#waitMs();
            if (wait_ms > 0) {
                this.#nudge = new AbortController();
                await pause(Math.min(wait_ms, LONGEST_MS), this.#nudge.signal);
                continue;
            }
            await this.#commit();
            await breathe();
        }
    }
    #waitMs() {
        const { empty, full, urgent, idle_ms } = this.#options;
        if (empty())
            return Number.POSITIVE_INFINITY;
        if (this.#flushing > 0 || full())
            return 0;
        return this.#due_ms + (urgent() ? 0 : idle_ms) - performance.now();
    }
    async #commit() {
        const began_ms = performance.now();
        try {
            await this.between(() => this.#options.commit());
            this.#options.committed(performance.now() - began_ms);
        }
        catch (error) {
            this.#closed = true;
            this.#options.failed(error);
        }
        this.#due_ms = began_ms + Math.max(this.#options.every_ms, 2 * (performance.now() - began_ms));
        const done = this.#committed;
        this.#committed = deferred();
        done.resolve();
    }
}
//# sourceMappingURL=group-commit.js.map