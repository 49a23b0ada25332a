import { bytesOf } from '../../runtime/tasks/records.js';
/** What was read and is not in the warehouse yet. */
export class Waiting {
    #entries = [];
    #next = new Map();
    #ticks = new Map();
    #bytes = 0;
    get empty() {
        return this.#next.size === 0;
    }
    get records() {
        return this.#entries.length;
    }
    get bytes() {
        return this.#bytes;
    }
    add({ topic, partition, next_offset, records }, entries, tick) {
        for (const entry of entries)
            this.#entries.push(entry);
        for (const record of records)
            this.#bytes += bytesOf(record);
        this.#next.set(`${topic}/${partition}`, { topic, partition, offset: next_offset });
        if (tick !== undefined)
            this.#ticks.set(partition, Math.max(tick, this.#ticks.get(partition) ?? 0));
    }
    drop(partition) {
        this.#entries = this.#entries.filter((entry) => entry.partition !== partition);
        this.#ticks.delete(partition);
        for (const [key, next] of this.#next)
            if (next.partition === partition)
                this.#next.delete(key);
    }
    /** All of it as one transaction, without what the warehouse has already. */
    batch(positions, { ends, swept, now_ms }) {
        const entries = this.#entries.filter(({ table, partition, raw }) => {
            return raw.offset >= (positions.get(table.topic.name, partition)?.next_offset ?? 0);
        });
        const reached = new Map();
        const reach = (topic, partition, offset) => {
            const key = `${topic}/${partition}`;
            const before = positions.get(topic, partition);
            const next_offset = Math.max(offset, before?.next_offset ?? 0);
            const caught_up = next_offset >= (ends.get(key) ?? Number.POSITIVE_INFINITY);
            const caught_up_ms = caught_up ? now_ms : (before?.caught_up_ms ?? now_ms);
            reached.set(key, { topic, partition, next_offset, caught_up_ms });
        };
        if (swept)
            for (const { topic, partition, next_offset } of positions.all())
                reach(topic, partition, next_offset);
        for (const { topic, partition, offset } of this.#next.values())
            reach(topic, partition, offset);
        return { entries, reached: [...reached.values()], ticks: this.#ticks };
    }
}
//# sourceMappingURL=waiting.js.map