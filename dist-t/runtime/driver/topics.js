import avsc from 'avsc';
import { entityOf, keyOf } from '../../schemas/keys.js';
import { partitionOf } from '../../schemas/partition.js';
import { topics } from '../../schemas/topics.js';
export function recordOf(topic, value) {
    return { topic, key: keyOf(topic, value), value };
}
/** The topics of a driver: every record ever appended, by topic and partition. */
export class MemoryTopics {
    partitions;
    #avro;
    #logs = new Map();
    #codecs = new Map();
    constructor(partitions, avro) {
        this.partitions = partitions;
        this.#avro = avro;
    }
    append(record) {
        this.#appendTo(partitionOf(entityOf(record.key), this.partitions), record);
    }
    appendTick(at) {
        for (let n = 0; n < this.partitions; n++) {
            this.#appendTo(n, { topic: topics.clock, key: String(n), value: { at } });
        }
    }
    log(topic, partition) {
        return this.#partitionsOf(topic)[partition];
    }
    /** Everything on the topic, partition by partition. */
    records(topic) {
        // What lies under a topic's name was put with a value of its type, or removed.
        return this.#partitionsOf(topic).flat();
    }
    /** The last value per key, tombstones left out. */
    table(topic) {
        const table = new Map();
        for (const { key, value } of this.records(topic)) {
            if (value === null)
                table.delete(key);
            else
                table.set(key, value);
        }
        return table;
    }
    #partitionsOf(topic) {
        let logs = this.#logs.get(topic.name);
        if (logs === undefined) {
            logs = Array.from({ length: this.partitions }, () => []);
            this.#logs.set(topic.name, logs);
        }
        return logs;
    }
    #appendTo(partition, { topic, key, value }) {
        const log = this.#partitionsOf(topic)[partition];
        const offset = log.length;
        log.push({
            topic,
            partition,
            offset,
            timestamp_ms: 0,
            key,
            value: value === null ? null : this.#written(topic, value),
        });
    }
    /** The value as a reader of the log would see it. Throws where the schema does not hold it. */
    #written(topic, value) {
        if (!this.#avro)
            return value;
        let codec = this.#codecs.get(topic.name);
        if (codec === undefined) {
            // A schema in the subset of schemas/avro.ts is one that avsc takes; its own type does not know readonly arrays.
            codec = avsc.Type.forSchema(topic.schema);
            this.#codecs.set(topic.name, codec);
        }
        return codec.fromBuffer(codec.toBuffer(value));
    }
}
//# sourceMappingURL=topics.js.map