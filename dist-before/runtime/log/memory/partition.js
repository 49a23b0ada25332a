export const COMMITTED = { state: 'committed' };
/** One partition: every entry has the offset of its index. */
export class MemoryPartition {
    #entries = [];
    /** Everything below is settled. */
    #settled = 0;
    get ends() {
        return { begin: 0, end: this.#entries.length };
    }
    append(record, fate, timestamp_ms) {
        const { key, value, headers = {} } = record;
        this.#entries.push({ record: { offset: this.#entries.length, timestamp_ms, key, value, headers }, fate });
    }
    /** As Kafka does, the end of a transaction takes an offset in each partition it wrote to. */
    mark(fate) {
        this.#entries.push({ record: undefined, fate });
    }
    /** The offset of the first record whose transaction is still open, else the end. */
    get stable() {
        while (this.#settled < this.#entries.length && this.#entries[this.#settled].fate.state !== 'open')
            this.#settled++;
        return this.#settled;
    }
    /** Committed records from `from` on, `limit` offsets at most, not beyond the first open transaction. */
    read(topic, partition, range) {
        const next_offset = Math.max(range.from, Math.min(range.from + range.limit, this.stable));
        const entries = this.#entries.slice(range.from, next_offset);
        const records = entries.flatMap(({ record, fate }) => (record && fate.state === 'committed' ? [record] : []));
        return { topic, partition, records, next_offset, end_offset: this.#entries.length };
    }
}
//# sourceMappingURL=partition.js.map