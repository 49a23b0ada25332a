import { topics } from '../../schemas/topics.js';
import { Failure } from '../failures.js';
import { isOf } from '../types.js';
import { Committer } from './committer.js';
import { Inputs } from './inputs.js';
import { unlessAborted } from './member.js';
import { progressOf, requestIn, requestOf, taskOf } from './progress.js';
import { readBatch } from './reading.js';
import { finishRebuild } from './rebuild.js';
import { bytesOf } from './records.js';
import { restore } from './restore.js';
import { Stepper } from './stepper.js';
import { Turns } from './turns.js';
import { breathe } from './waiting.js';
/** Steps taken without letting timers and I/O have a turn. */
const STEPS_AT_ONCE = 2_000;
/**
 * One processor on one partition, exactly once:
 *
 * 1. Fence: the transactor `<processor>-<n>` ends what an earlier holder left open; it commits nothing any more.
 * 2. Restore: changelogs and `_tasks` are read up to their ends of after step 1.
 * 3. Positions: the group's committed offsets, stable after step 1, say where each input is read on.
 * 4. Step: records and ticks change the state; outputs, dead letters and positions gather in what is pending.
 * 5. Commit: what is pending becomes one transaction, changelog, stream time and consumed offsets included, while
 *    step 4 goes on into the next one.
 * 6. Committed: others see it; the next transaction begins with what has gathered.
 *
 * A failure at any of them drops the state; the next holder begins at 1. What was not committed at 5 has never been.
 */
export class Task {
    positions;
    #options;
    #committer;
    #stepper;
    #inputs;
    #transactor;
    #stream_time_ms;
    #request;
    #phase;
    #ending = new AbortController();
    /** One batch is stepped at a time, whatever its topic. */
    #turns;
    static async open(options) {
        const { log, processor, partition, signal, metrics } = options;
        const began = performance.now();
        // 1. Fence.
        const transactor = await log.transactor(`${processor.name}-${partition}`);
        try {
            unlessAborted(signal);
            // 2. Restore. 3. Positions.
            const restored = await restore(options);
            metrics.restored(processor.name, partition, restored.records, performance.now() - began);
            return new Task(options, transactor, restored);
        }
        catch (error) {
            await transactor.close();
            throw error;
        }
    }
    constructor(options, transactor, restored) {
        const { processor, partition, group, codec, log, metrics, signal } = options;
        this.#options = options;
        this.#transactor = transactor;
        this.#stream_time_ms = restored.stream_time_ms;
        this.#request = restored.request;
        this.#phase = restored.phase;
        const tasks = { topic: topics.tasks.name, partition, offset: restored.tasks_offset };
        this.positions = [...restored.inputs.map(({ topic, offset }) => ({ topic, partition, offset })), tasks];
        this.#inputs = new Inputs(partition, restored.inputs);
        const owner = { processor, partition, group, codec, partitions: log.partitions };
        this.#committer = new Committer({
            ...options,
            owner,
            transactor,
            committed: (transaction) => this.#committed(transaction),
        });
        this.#stepper = new Stepper({ owner, metrics, state: restored.state, committer: this.#committer });
        this.#turns = new Turns(this.#ending, options.fail);
        signal.addEventListener('abort', () => void this.abandon());
        if (this.#request !== undefined)
            this.#turns.take(() => this.#rebuilt()).catch(() => { });
    }
    get rebuilding() {
        return this.#request !== undefined;
    }
    get stream_time_ms() {
        return this.#stream_time_ms;
    }
    get inputs() {
        return this.#inputs.status(this.#committer.settled);
    }
    records(batch) {
        return batch.topic === topics.tasks.name ? this.#heed(batch) : this.#turns.take(() => this.#take(batch));
    }
    async drain() {
        this.#ending.abort();
        await this.#turns.done;
        await this.#committer.flush();
    }
    async abandon() {
        this.#ending.abort();
        await this.#committer.close();
        await this.#turns.done;
        await this.#transactor.close().catch(() => { });
    }
    get #ended() {
        return this.#ending.signal.aborted;
    }
    /** 4. Step. */
    async #take(batch) {
        const { codec, log, processor, metrics } = this.#options;
        const reads = await readBatch(codec, log.partitions, batch);
        const done = batch.topic === topics.clock.name ? await this.#tick(reads) : await this.#step(batch.topic, reads);
        if (!done)
            return;
        this.#inputs.ends(batch.topic, batch.end_offset);
        if (batch.next_offset > this.#inputs.stepped(batch.topic))
            this.#passed(batch.topic, batch.next_offset, 0);
        this.#committer.kick();
        const bytes = batch.records.reduce((sum, record) => sum + bytesOf(record), 0);
        metrics.recordsIn(processor.name, batch.topic, batch.records.length, bytes);
        if (this.#request !== undefined)
            await this.#rebuilt();
    }
    async #step(topic, reads) {
        for (let next = 0; next < reads.length;) {
            await this.#committer.room();
            const slice = Math.min(reads.length, next + STEPS_AT_ONCE);
            while (next < slice && !this.#ended && !this.#committer.pending.full) {
                const read = reads[next++];
                const offset = read.kind === 'record' ? read.record.offset : read.raw.offset;
                this.#stepper.step(topic, read, offset < (this.#request?.until[topic] ?? 0));
                this.#passed(topic, offset + 1, 1);
            }
            if (this.#ended)
                return false;
            this.#committer.kick();
            if (next < reads.length)
                await breathe();
        }
        return true;
    }
    /**
     * The ticks of a batch count as one, the highest. Its expiries come in slices, between which a commit is possible;
     * stream time moves once all are delivered, so that after a crash in between they are delivered again.
     */
    async #tick(reads) {
        const to_ms = this.#stepper.highestTick(reads);
        if (to_ms <= this.#stream_time_ms)
            return true;
        for (let more = true; more;) {
            await this.#committer.room();
            if (this.#ended)
                return false;
            more = this.#stepper.advance(to_ms, this.#options.advance_limit);
            this.#committer.kick();
            if (more)
                await breathe();
        }
        this.#stream_time_ms = to_ms;
        const { processor, partition } = this.#options;
        this.#committer.pending.progress(progressOf(taskOf(processor.name, partition), to_ms, this.#phase));
        return true;
    }
    /** A rebuild is asked for: the state is dropped, and the next stay in the group begins with it. */
    async #heed(batch) {
        const { codec, processor, partition } = this.#options;
        for (const read of await readBatch(codec, 'ours', batch)) {
            if (read.kind === 'refused' || !isOf(read.record, topics.tasks))
                continue;
            if (read.record.key !== requestOf(processor.name, partition))
                continue;
            const request = requestIn(read.record.value);
            if (request?.id === this.#request?.id)
                continue;
            throw new Failure('fenced', 'rebuild_requested', { after_ms: 0 });
        }
    }
    #passed(topic, offset, records) {
        this.#committer.pending.consumed(topic, offset, records);
        this.#inputs.step(topic, offset);
    }
    /** 6. Committed. */
    #committed({ consumed }) {
        const { metrics, processor, partition } = this.#options;
        for (const position of consumed?.positions ?? []) {
            metrics.lag(processor.name, position.topic, partition, this.#inputs.commit(position));
        }
        this.#stepper.tellSize();
    }
    /** Once every input has passed where it ended when the rebuild was asked for. */
    async #rebuilt() {
        const request = this.#request;
        if (request === undefined || !this.#inputs.havePassed(request.until))
            return;
        const done = await finishRebuild({
            ...this.#options,
            request,
            committer: this.#committer,
            stream_time_ms: this.#stream_time_ms,
            signal: this.#ending.signal,
        });
        if (!done)
            return;
        this.#request = undefined;
        this.#phase = { id: request.id, phase: 'done' };
    }
}
//# sourceMappingURL=task.js.map