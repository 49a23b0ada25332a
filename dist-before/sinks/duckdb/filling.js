import { refusedRecord } from '../../runtime/dead-letters.js';
import { GroupCommit } from '../../runtime/duckdb/group-commit.js';
import { failureOf } from '../../runtime/failures.js';
import { readBatch, topicOf } from '../../runtime/tasks/reading.js';
import { bytesOf } from '../../runtime/tasks/records.js';
import { isOf } from '../../runtime/types.js';
import { storedTableOf } from '../../schemas/tables.js';
import { topics } from '../../schemas/topics.js';
import { Waiting } from './waiting.js';
/** How often the ends of the topics are asked for, to know of quiet ones that nothing is missing. */
const SWEEP_MS = 30_000;
/**
 * What the sink does while it is in its group: decodes batches of all topics and partitions, lets them gather, and
 * writes what has gathered as one transaction, positions included.
 */
export class Filling {
    #context;
    #commits;
    #partitions = new Set();
    #waiting = new Waiting();
    #swept_ms = 0;
    constructor(context, fail) {
        this.#context = context;
        const { every_ms, idle_ms, max_records, max_bytes } = context;
        this.#commits = new GroupCommit({
            every_ms,
            idle_ms,
            empty: () => this.#waiting.empty,
            full: () => this.#waiting.records >= max_records || this.#waiting.bytes >= max_bytes,
            urgent: () => this.#waiting.records > 0,
            commit: () => this.#commit(),
            committed: (took_ms) => context.metrics.committed(context.name, 0, took_ms),
            failed: fail,
        });
    }
    enter(partition) {
        this.#partitions.add(partition);
    }
    /** Takes nothing more of this partition, and forgets what waits of it. Resolves `true` when it was the last one. */
    async exit(partition) {
        this.#partitions.delete(partition);
        this.#waiting.drop(partition);
        await this.#commits.between(async () => { });
        return this.#partitions.size === 0;
    }
    async records(batch) {
        const entries = [];
        const letters = [];
        let tick;
        for (const read of await readBatch(this.#context.codec, this.#context.log.partitions, batch)) {
            if (read.kind === 'refused')
                letters.push(this.#refusal(batch, read.raw, read));
            else if (isOf(read.record, topics.clock))
                tick = read.record.value?.at ?? tick;
            else
                entries.push(entryOf(read.record, read.raw));
        }
        if (letters.length > 0)
            await this.#context.deadLetters(letters);
        if (!this.#partitions.has(batch.partition))
            return;
        this.#count(batch);
        this.#waiting.add(batch, entries, tick);
        this.#commits.wake();
        await this.#commits.room();
    }
    flush() {
        return this.#commits.flush();
    }
    between(act) {
        return this.#commits.between(act);
    }
    close() {
        return this.#commits.close();
    }
    async #commit() {
        const { writer, metrics, name, warehouse, ends, now_ms } = this.#context;
        const swept = await this.#sweep();
        const waiting = this.#waiting;
        this.#waiting = new Waiting();
        const batch = waiting.batch(writer.positions, { ends, swept, now_ms: now_ms() });
        await this.#write(batch);
        for (const { topic, partition, next_offset } of batch.reached) {
            const end = Math.max(ends.get(`${topic}/${partition}`) ?? 0, next_offset);
            metrics.lag(name, topic, partition, end - next_offset);
        }
        this.#context.written(batch.entries.length);
        await warehouse.checkpoint('due');
    }
    /** Halves what cannot be written until one record is left: that one is a dead letter, and the stream goes on. */
    async #write(batch) {
        const { writer, warehouse, now_ms } = this.#context;
        try {
            await writer.write(batch, now_ms());
        }
        catch (error) {
            const failure = failureOf(error);
            if (failure.reason === 'out_of_memory')
                warehouse.interruptQueries();
            else if (failure.kind !== 'poison')
                throw failure;
            const [only, ...others] = batch.entries;
            if (only === undefined)
                throw failure;
            if (others.length === 0) {
                if (failure.kind !== 'poison')
                    throw failure;
                const at = { topic: only.table.topic.name, partition: only.partition };
                await this.#context.deadLetters([
                    this.#refusal(at, only.raw, { reason: 'unstorable', detail: failure.reason }),
                ]);
                return this.#write({ ...batch, entries: [] });
            }
            const half = batch.entries.slice(0, batch.entries.length >> 1);
            await this.#write({ entries: half, reached: this.#after(half), ticks: new Map() });
            await this.#write({ ...batch, entries: batch.entries.slice(half.length) });
        }
    }
    /** How far these entries are, of which more follow. */
    #after(entries) {
        const { positions } = this.#context.writer;
        const reached = new Map();
        for (const { table, partition, raw } of entries) {
            const topic = table.topic.name;
            const before = positions.get(topic, partition);
            if (before === undefined)
                continue;
            reached.set(`${topic}/${partition}`, { ...before, next_offset: raw.offset + 1 });
        }
        return [...reached.values()];
    }
    #refusal({ topic, partition }, raw, cause) {
        const { name, metrics } = this.#context;
        metrics.deadLetter(name, cause.reason);
        return refusedRecord(name, { topic, partition, offset: raw.offset }, raw.value ?? raw.key, cause);
    }
    #count({ topic, partition, records, end_offset }) {
        const { ends, metrics, name } = this.#context;
        const key = `${topic}/${partition}`;
        ends.set(key, Math.max(end_offset, ends.get(key) ?? 0));
        const bytes = records.reduce((sum, record) => sum + bytesOf(record), 0);
        metrics.recordsIn(name, topic, records.length, bytes);
    }
    async #sweep() {
        const { now_ms, refreshEnds } = this.#context;
        if (now_ms() - this.#swept_ms < SWEEP_MS)
            return false;
        this.#swept_ms = now_ms();
        await refreshEnds();
        return true;
    }
}
function entryOf(record, raw) {
    const table = storedTableOf(topicOf(record.topic.name).name);
    if (table === undefined)
        throw new Error(`${record.topic.name} is no table`);
    // Values of a table's topic are records of its schema.
    const whole = record.value;
    return { table, partition: record.partition, raw, key: record.key, value: whole && columnsOf(table, whole) };
}
function columnsOf({ left_out }, value) {
    if (left_out.length === 0)
        return value;
    const columns = { ...value };
    // JSON has no undefined: they are not written.
    for (const name of left_out)
        columns[name] = undefined;
    return columns;
}
//# sourceMappingURL=filling.js.map