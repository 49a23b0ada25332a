import { keyOf } from '../../schemas/keys.js';
import { topics } from '../../schemas/topics.js';
import { Failure } from '../failures.js';
import { bytesOf, recordOf, tombstoneOf } from './records.js';
/** A transaction takes no more steps above these. One step may exceed them. */
export const MAX_RECORDS = 20_000;
export const MAX_BYTES = 4 * 1024 * 1024;
/**
 * What the steps since the last transaction have given: outputs, positions, progress. A value put into a coalesced
 * topic is encoded when sealed, so it must not be changed after it was put.
 */
export class Pending {
    #owner;
    #limit;
    #records = [];
    #latest = new Map();
    #positions = new Map();
    #progress;
    #inputs = 0;
    #bytes = 0;
    /** `limit`: of records, at most `MAX_RECORDS`. */
    constructor(owner, limit) {
        this.#owner = owner;
        this.#limit = limit;
    }
    /** Inputs or outputs, whichever are more. */
    get size() {
        return Math.max(this.#inputs, this.#records.length + this.#latest.size);
    }
    get full() {
        return this.#bytes >= MAX_BYTES || this.size >= this.#limit;
    }
    /** Nothing has been stepped since the last transaction. */
    get empty() {
        return this.#positions.size === 0 && this.#progress === undefined && this.silent;
    }
    /** Nobody but this task would notice its commit. */
    get silent() {
        return this.#records.length === 0 && this.#latest.size === 0;
    }
    put(topic, value) {
        if (this.#owned(topic))
            this.#latest.set(`${topic.name} ${keyOf(topic, value)}`, { topic, value });
        else
            this.#add(topic, recordOf(this.#owner, topic, value));
    }
    remove(topic, key) {
        if (this.#owned(topic))
            this.#latest.set(`${topic.name} ${key}`, { topic, value: null });
        else
            this.#add(topic, tombstoneOf(topic, key, this.#owner.partitions));
    }
    /** Beside the processor's own outputs: dead letters, tombstones of a rebuild. */
    add(record) {
        this.#records.push(record);
        this.#bytes += bytesOf(record);
    }
    consumed(topic, offset, records) {
        this.#positions.set(topic, offset);
        this.#inputs += records;
    }
    progress(progress) {
        this.#progress = progress;
    }
    /** All of it as one transaction. It takes nothing more afterwards. */
    seal() {
        for (const [name, { topic, value }] of this.#latest) {
            const key = name.slice(topic.name.length + 1);
            const { partitions } = this.#owner;
            this.#add(topic, value === null ? tombstoneOf(topic, key, partitions) : recordOf(this.#owner, topic, value));
        }
        if (this.#progress !== undefined) {
            const record = recordOf(this.#owner, topics.tasks, this.#progress);
            this.add({ ...record, partition: this.#owner.partition });
        }
        const { group, partition } = this.#owner;
        const positions = [...this.#positions].map(([topic, offset]) => ({ topic, partition, offset }));
        return { records: this.#records, ...(positions.length > 0 && { consumed: { group, positions } }) };
    }
    #add(topic, record) {
        const { processor, partition } = this.#owner;
        if (record.partition !== partition && processor.changelogs.includes(topic)) {
            const message = `${processor.name}: a record for its changelog ${topic.name} belongs to another partition`;
            throw new Failure('fatal', 'changelog_elsewhere', { message });
        }
        this.add(record);
    }
    /** Whether it is coalesced. Throws where the processor did not say that it writes this topic. */
    #owned(topic) {
        const { processor } = this.#owner;
        if (processor.coalesced.includes(topic))
            return true;
        if (processor.outputs.includes(topic))
            return false;
        const message = `${processor.name}: ${topic.name} is not among its outputs`;
        throw new Failure('fatal', 'undeclared_output', { message });
    }
}
//# sourceMappingURL=pending.js.map