import { partitionOf } from '../../schemas/partition.js';
import { topics } from '../../schemas/topics.js';
import { failureOf } from '../failures.js';
import { unlessAborted } from '../tasks/member.js';
import { countOut, noMetrics } from '../tasks/metrics.js';
import { scanDecoded } from '../tasks/reading.js';
import { recordOf } from '../tasks/records.js';
import { endsOf } from '../tasks/restore.js';
import { pause } from '../tasks/waiting.js';
import { isOf } from '../types.js';
import { timeOf } from './clock-port.js';
import { EventTimes } from './event-times.js';
/** Holds one partition of the group; the ticks go with that of the name `clock`. */
export class Ticker {
    positions;
    last_ms = null;
    missed;
    /** With `event`: what the ticks written so far tell of. */
    passed = [];
    #options;
    #transactor;
    #events;
    #ending = new AbortController();
    #running = Promise.resolve();
    constructor(options, end, transactor) {
        const { log, codec, mode, partition } = options;
        this.#options = options;
        this.#transactor = transactor;
        this.#events = mode === 'event' ? new EventTimes(log, codec) : undefined;
        this.positions = [{ topic: topics.cursors.name, partition, offset: end }];
    }
    static async open(options) {
        const { log, codec, partition, signal } = options;
        const { end } = await endsOf(log, topics.cursors.name, partition);
        if (partitionOf('clock', log.partitions) !== partition)
            return new Ticker(options, end, undefined);
        // Fence first: no earlier clock ticks after the last tick is read here.
        const ticker = new Ticker(options, end, await log.transactor('clock'));
        try {
            ticker.last_ms = await lastTick(log, codec, signal);
            await ticker.#events?.resume(signal);
        }
        catch (error) {
            await ticker.abandon();
            throw error;
        }
        ticker.#running = ticker.#run();
        signal.addEventListener('abort', () => void ticker.abandon());
        return ticker;
    }
    get ticks() {
        return this.#transactor !== undefined;
    }
    async records(_) { }
    drain() {
        return this.abandon();
    }
    async abandon() {
        this.#ending.abort();
        await this.#running;
        await this.#transactor?.close().catch(() => { });
    }
    async #run() {
        const { every_ms = 1_000, fail } = this.#options;
        try {
            for (let due = Date.now(); !this.#ending.signal.aborted; due = Math.max(due + every_ms, Date.now())) {
                await this.#tick();
                await pause(due + every_ms - Date.now(), this.#ending.signal);
            }
        }
        catch (error) {
            if (!this.#ending.signal.aborted)
                fail(error);
        }
    }
    async #tick() {
        const time_ms = await this.#time();
        if (time_ms === undefined)
            return;
        const read = this.#events?.inputs ?? [];
        const last_ms = this.last_ms ?? 0;
        if (this.#events === undefined || time_ms > last_ms)
            await this.#write(Math.max(time_ms, last_ms));
        this.passed = read;
    }
    async #write(at) {
        const { log, codec, metrics = noMetrics } = this.#options;
        const tick = recordOf({ codec, partitions: log.partitions }, topics.clock, { at });
        const records = Array.from({ length: log.partitions }, (_, partition) => {
            return { ...tick, partition, key: Buffer.from(String(partition)) };
        });
        const consumed = this.#events?.consumed;
        await this.#transactor?.transact({ records, ...(consumed && { consumed }) });
        this.last_ms = at;
        countOut(metrics, 'clock', records);
    }
    /** Undefined while the clock cannot be read: the next tick tries again. */
    async #time() {
        let now_ms;
        try {
            now_ms = await timeOf(this.#options.clock);
        }
        catch (error) {
            this.missed = failureOf(error);
            return undefined;
        }
        this.missed = undefined;
        return this.#events === undefined ? now_ms : this.#events.highest(now_ms, this.#ending.signal);
    }
}
/** The ticks of one transaction are the same on all partitions, so the last on one is the last. Null: none yet. */
async function lastTick(log, codec, signal) {
    unlessAborted(signal);
    const { begin, end } = await endsOf(log, topics.clock.name, 0);
    let last = null;
    const range = { topic: topics.clock.name, partition: 0, from: begin, to: end };
    await scanDecoded(log, codec, range, signal, (record) => {
        if (isOf(record, topics.clock) && record.value !== null)
            last = Math.max(last ?? 0, record.value.at);
    });
    return last;
}
//# sourceMappingURL=ticker.js.map