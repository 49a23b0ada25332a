import { readBatch } from '../../runtime/tasks/reading.js';
import { bytesOf, partitionOfKey } from '../../runtime/tasks/records.js';
import { FRAME_BYTES, Rows } from './rows.js';
export function isRefused(read) {
    return read.kind === 'refused';
}
/**
 * Reads the records of one table's topic into columns. What is plainly right goes there as it lies on the log; all else
 * is read by the codec, which knows other writers' schemas and says what is wrong, and written anew.
 */
export class RowReader {
    #codec;
    #partitions;
    #table;
    /** How values of the topic's present schema begin; undefined until one was written. */
    #frame;
    constructor(codec, partitions, table) {
        this.#codec = codec;
        this.#partitions = partitions;
        this.#table = table;
    }
    /** Throws when the registry is away. */
    async read(batch) {
        const { partition, records } = batch;
        const bytes = records.reduce((sum, record) => sum + bytesOf(record), 0);
        const rows = new Rows(this.#table, partition, { records: records.length, bytes });
        const refused = [];
        for (const raw of records) {
            if (this.#isPlain(raw, partition) && rows.take(raw))
                continue;
            for (const read of await readBatch(this.#codec, this.#partitions, { ...batch, records: [raw] })) {
                if (isRefused(read))
                    refused.push(read);
                else
                    rows.put(raw, read.record.key, this.#written(read.record.value));
            }
        }
        return { rows, refused };
    }
    #isPlain({ key, value }, partition) {
        if (key.length === 0 || partitionOfKey(key, this.#partitions) !== partition)
            return false;
        return value === null || (value.length > FRAME_BYTES && frameOf(value) === this.#frame);
    }
    #written(value) {
        if (value === null)
            return null;
        const bytes = this.#codec.encode(this.#table.topic, value);
        this.#frame = frameOf(bytes);
        return bytes;
    }
}
/** The byte and the schema's id before the Avro. */
function frameOf(value) {
    return value.readUIntBE(0, FRAME_BYTES);
}
//# sourceMappingURL=row-reader.js.map