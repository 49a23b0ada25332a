import { keyOf } from '../../schemas/keys.js';
import { allTopics } from '../../schemas/topics.js';
import { UnknownSchema } from '../codec/codec.js';
import { Failure, failureOf } from '../failures.js';
import { unlessAborted } from './member.js';
import { partitionOfKey } from './records.js';
const byName = new Map(allTopics.map((topic) => [topic.name, topic]));
export function topicOf(name) {
    const topic = byName.get(name);
    if (topic === undefined)
        throw new Failure('fatal', 'unknown_topic', { message: `no topic ${name}` });
    return topic;
}
/**
 * Decodes a batch. Refused with a reason: a record without a key, with another key than its value's, on another
 * partition than its entity's, or with bytes that are not of the topic. Throws when the registry is away.
 */
export async function readBatch(codec, partitions, batch) {
    const reader = new Reader(codec, partitions, batch);
    const reads = [];
    for (const raw of batch.records) {
        const read = reader.read(raw);
        reads.push(read instanceof UnknownSchema ? await reader.readAfterLoading(raw, read) : read);
    }
    return reads;
}
/** Reads what lies there, decoded, in order. A record that cannot be read is fatal: only we write there. */
export async function scanDecoded(log, codec, range, signal, each) {
    let records = 0;
    await log.scan(range, async (batch) => {
        unlessAborted(signal);
        for (const read of await readBatch(codec, 'ours', batch)) {
            if (read.kind === 'refused')
                throw unreadable(range, read);
            each(read.record);
        }
        records += batch.records.length;
    });
    return records;
}
class Reader {
    #codec;
    #topic;
    #partition;
    /** Undefined: keys are not checked. */
    #partitions;
    constructor(codec, partitions, { topic, partition }) {
        this.#codec = codec;
        this.#topic = topicOf(topic);
        this.#partition = partition;
        this.#partitions = partitions === 'ours' || this.#topic.key.length === 0 ? undefined : partitions;
    }
    read(raw) {
        const partitions = this.#partitions;
        if (raw.key.length === 0)
            return { kind: 'refused', raw, reason: 'no_key' };
        if (partitions !== undefined && partitionOfKey(raw.key, partitions) !== this.#partition) {
            return { kind: 'refused', raw, reason: 'wrong_partition' };
        }
        try {
            return this.#decode(raw);
        }
        catch (error) {
            return error instanceof UnknownSchema ? error : refusedBy(error, raw);
        }
    }
    async readAfterLoading(raw, unknown) {
        try {
            await this.#codec.load(unknown.schema_id);
        }
        catch (error) {
            return refusedBy(error, raw);
        }
        const read = this.read(raw);
        return read instanceof UnknownSchema ? { kind: 'refused', raw, reason: 'unknown_schema' } : read;
    }
    #decode(raw) {
        const { offset, timestamp_ms } = raw;
        const key = raw.key.toString();
        const value = raw.value === null ? null : this.#codec.decode(this.#topic, raw.value);
        // Decoded by the topic's own schema, so its key fields are there.
        if (this.#partitions !== undefined && value !== null && keyOf(this.#topic, value) !== key) {
            return { kind: 'refused', raw, reason: 'wrong_key' };
        }
        const record = { topic: this.#topic, partition: this.#partition, offset, timestamp_ms, key, value };
        return { kind: 'record', record, raw };
    }
}
/** Only what is poison is refused; anything else is thrown on. */
function refusedBy(error, raw) {
    const failure = failureOf(error);
    if (failure.kind !== 'poison')
        throw failure;
    return { kind: 'refused', raw, reason: failure.reason, detail: failure.message };
}
function unreadable({ topic, partition }, { raw, reason }) {
    return new Failure('fatal', 'unreadable_state', { message: `${topic}/${partition}@${raw.offset}: ${reason}` });
}
//# sourceMappingURL=reading.js.map