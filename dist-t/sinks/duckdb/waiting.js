import { sizeOf, splitAt } from './slices.js';
/** What was read and is not in the warehouse yet, nor under way there. */
export class Waiting {
    #slices = new Map();
    /** Up to where it was read, by topic/partition. */
    #next = new Map();
    #ticks = new Map();
    #records = 0;
    #bytes = 0;
    get empty() {
        return this.#next.size === 0;
    }
    get records() {
        return this.#records;
    }
    get bytes() {
        return this.#bytes;
    }
    rows(rows) {
        if (rows.count === 0)
            return;
        const slices = this.#slices.get(rows.table) ?? [];
        this.#slices.set(rows.table, slices);
        slices.push({ rows, from: 0, to: rows.count });
        this.#records += rows.count;
        this.#bytes += rows.bytes;
    }
    tick(partition, at) {
        this.#ticks.set(partition, Math.max(at, this.#ticks.get(partition) ?? 0));
    }
    reached(next) {
        const key = `${next.topic}/${next.partition}`;
        const before = this.#next.get(key)?.offset ?? 0;
        this.#next.set(key, { ...next, offset: Math.max(before, next.offset) });
    }
    drop(partition) {
        for (const [table, slices] of this.#slices) {
            this.#keep(table, slices.filter(({ rows }) => rows.partition !== partition));
        }
        this.#ticks.delete(partition);
        for (const [key, next] of this.#next)
            if (next.partition === partition)
                this.#next.delete(key);
    }
    /**
     * Gives it away as one transaction, which takes positions from those `before` it to where it was read; of each table
     * `most` rows, the others stay.
     */
    take(most, before, { ends, swept, now_ms }) {
        const reached = new Map();
        const reach = (topic, partition, offset) => {
            const key = `${topic}/${partition}`;
            const was = before.get(topic, partition);
            const next_offset = Math.max(offset, was?.next_offset ?? 0);
            const caught_up = next_offset >= (ends.get(key) ?? Number.POSITIVE_INFINITY);
            const caught_up_ms = caught_up ? now_ms : (was?.caught_up_ms ?? now_ms);
            reached.set(key, { topic, partition, next_offset, caught_up_ms });
        };
        if (swept)
            for (const { topic, partition, next_offset } of before.all())
                reach(topic, partition, next_offset);
        const taken = [];
        const stays = new Map();
        for (const [table, slices] of this.#slices) {
            const [first, others] = splitAt(slices, most);
            taken.push(...first);
            this.#keep(table, others);
            for (const { rows, from } of others.toReversed())
                stays.set(`${table.topic.name}/${rows.partition}`, rows.offset(from));
        }
        for (const [key, { topic, partition, offset }] of this.#next) {
            reach(topic, partition, stays.get(key) ?? offset);
            if (!stays.has(key))
                this.#next.delete(key);
        }
        const ticks = this.#ticks;
        this.#ticks = new Map();
        return { slices: taken, reached: [...reached.values()], ticks };
    }
    #keep(table, slices) {
        const before = this.#slices.get(table) ?? [];
        this.#slices.set(table, slices);
        this.#records -= sizeOf(before) - sizeOf(slices);
        const kept = new Set(slices.map(({ rows }) => rows));
        for (const rows of new Set(before.map((slice) => slice.rows)))
            if (!kept.has(rows))
                this.#bytes -= rows.bytes;
    }
}
//# sourceMappingURL=waiting.js.map