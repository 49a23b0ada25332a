import { countOut } from './metrics.js';
import { MAX_RECORDS, Pending } from './pending.js';
import { deferred } from './waiting.js';
/** Begin and lower end of what a transaction may hold; see `MAX_RECORDS` for the upper. */
const FIRST_RECORDS = 2_000;
const LEAST_RECORDS = 500;
/** A transaction that took less may be larger next time, one that took more had better be smaller: the broker ends one by itself after 10 s. */
const QUICK_MS = 500;
const SLOW_MS = 2_000;
/**
 * After a transaction the next one rests for so many times as long as that one took, unless it is full: a log that is
 * busy, or a machine that is, gets fewer and larger ones. One that takes 5 ms costs a record 5 ms more on average.
 */
const REST = 2;
const LONGEST_REST_MS = 100;
/**
 * Group commit: while a transaction is under way, and rests, the steps go on into the next one. Under backlog
 * transactions grow, to the limit or to what a slow log takes in good time; at a trickle each holds a few records.
 */
export class Committer {
    pending;
    #options;
    #underWay;
    #room;
    #timer;
    #closed = false;
    #due = 0;
    #rested_at = 0;
    #limit = FIRST_RECORDS;
    constructor(options) {
        this.#options = options;
        this.pending = new Pending(options.owner, this.#limit);
    }
    /** Nothing that others would see is stepped and not committed. */
    get settled() {
        return this.#underWay === undefined && this.pending.silent;
    }
    /** Begins a transaction with what waits, unless one is under way: then that one's end begins it. */
    kick() {
        if (this.#closed || this.#underWay !== undefined || this.pending.empty)
            return;
        if (this.pending.full)
            this.#begin();
        else
            this.#beginAt(this.pending.silent ? performance.now() + this.#options.idle_commit_ms : this.#rested_at);
    }
    /** Begins then, or earlier where an earlier moment has been set already. */
    #beginAt(due) {
        const wait_ms = due - performance.now();
        if (wait_ms > 0 && this.#timer !== undefined && this.#due <= due)
            return;
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#due = due;
        if (wait_ms > 0)
            this.#timer = setTimeout(() => this.#begin(), wait_ms);
        else
            this.#begin();
    }
    /** Resolves when a step may add to what is pending, or when closed. */
    async room() {
        while (this.pending.full && !this.#closed) {
            this.kick();
            this.#room ??= deferred();
            await this.#room.promise;
        }
    }
    /** Commits all that was stepped. False: closed before it was. Never rejects; a failure goes to `fail`. */
    async flush() {
        while (!this.#closed && (this.#underWay !== undefined || !this.pending.empty)) {
            if (this.#underWay === undefined)
                this.#begin();
            await this.#underWay;
        }
        return !this.#closed;
    }
    /** Begins nothing more. Resolves when the transaction under way has ended, either way. */
    async close() {
        this.#shut();
        await this.#underWay;
    }
    #begin() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        if (this.#closed || this.#underWay !== undefined)
            return;
        this.#underWay = this.#commit(this.pending);
    }
    /** Never rejects. */
    async #commit(pending) {
        const { owner, metrics } = this.#options;
        this.pending = new Pending(owner, this.#limit);
        try {
            const { size } = pending;
            const transaction = pending.seal();
            const began = performance.now();
            await this.#options.transactor.transact(transaction);
            const duration_ms = performance.now() - began;
            this.#adapt(size, duration_ms);
            this.#rested_at = performance.now() + Math.min(LONGEST_REST_MS, REST * duration_ms);
            metrics.committed(owner.processor.name, owner.partition, duration_ms);
            countOut(metrics, owner.processor.name, transaction.records);
            this.#options.committed(transaction);
        }
        catch (error) {
            const expected = this.#closed;
            this.#shut();
            if (!expected)
                this.#options.fail(error);
        }
        this.#underWay = undefined;
        this.#makeRoom();
        this.kick();
    }
    #adapt(size, duration_ms) {
        if (duration_ms > SLOW_MS)
            this.#limit = Math.max(LEAST_RECORDS, this.#limit / 2);
        else if (duration_ms < QUICK_MS && size >= this.#limit / 2)
            this.#limit = Math.min(MAX_RECORDS, this.#limit * 2);
    }
    #shut() {
        this.#closed = true;
        clearTimeout(this.#timer);
        this.#makeRoom();
    }
    #makeRoom() {
        this.#room?.resolve();
        this.#room = undefined;
    }
}
//# sourceMappingURL=committer.js.map