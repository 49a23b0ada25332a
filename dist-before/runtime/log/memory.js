import { Failure } from '../failures.js';
import { Deliveries } from './deliveries.js';
import { Changes } from './memory/changes.js';
import { MemoryGroup } from './memory/group.js';
import { COMMITTED, MemoryPartition } from './memory/partition.js';
export function openMemoryLog(options) {
    return new Memory(options);
}
class Memory {
    partitions;
    #limit;
    #now;
    #changes = new Changes();
    #topics = new Map();
    #groups = new Map();
    #holders = new Map();
    #memberships = new Set();
    #members = 0;
    constructor({ partitions, batch_offsets = 500, now = Date.now }) {
        this.partitions = partitions;
        this.#limit = batch_offsets;
        this.#now = now;
    }
    async writer() {
        return {
            append: async (records) => void this.#append(records, COMMITTED),
            close: async () => { },
        };
    }
    async transactor(id) {
        const holder = this.#holders.get(id) ?? { epoch: 0, open: undefined };
        this.#holders.set(id, holder);
        const epoch = ++holder.epoch;
        this.#end(holder, 'aborted');
        const held = () => {
            if (holder.epoch !== epoch)
                throw new Failure('fenced', 'fenced', { message: `another holds ${id} now` });
        };
        return {
            transact: async (transaction) => {
                held();
                this.#begin(holder, transaction);
                await Promise.resolve();
                held();
                this.#end(holder, 'committed');
            },
            close: async () => { },
        };
    }
    async dieInTransaction(id, transaction) {
        await this.transactor(id);
        this.#begin(this.#holders.get(id), transaction);
    }
    async ends(topic) {
        return this.#partitionsOf(topic).map((partition) => partition.ends);
    }
    async committed(group, topic) {
        return (await this.#changes.until(() => this.#group(group).committed(topic)));
    }
    async scan(range, each) {
        let position = range.from;
        while (position < range.to) {
            const batch = await this.#next(range, position, undefined);
            // Without a signal it waits until there is one.
            const { records, ...rest } = batch;
            const below = records.filter((record) => record.offset < range.to);
            position = Math.min(rest.next_offset, range.to);
            if (below.length > 0)
                await each({ ...rest, records: below, next_offset: position });
        }
        return position;
    }
    async join(options) {
        const member = String(this.#members++).padStart(6, '0');
        const deliveries = new Deliveries(options, async (ask, signal) => {
            const batch = await this.#next(ask, ask.offset, signal, ask.known_end ?? -1);
            return batch ?? Promise.reject(signal.reason);
        });
        const group = this.#group(options.group);
        group.join(member, deliveries);
        let left;
        const membership = {
            leave: () => {
                left ??= group.leave(member);
                this.#memberships.delete(membership);
                return left;
            },
        };
        this.#memberships.add(membership);
        return membership;
    }
    async close() {
        await Promise.all([...this.#memberships].map((membership) => membership.leave()));
    }
    /** Waits until there is something to tell from `from` on. Undefined when aborted. */
    #next(at, from, signal, known_end = Number.POSITIVE_INFINITY) {
        const partition = this.#partition(at.topic, at.partition);
        return this.#changes.until(() => {
            const batch = partition.read(at.topic, at.partition, { from, limit: this.#limit });
            return batch.next_offset > from || batch.end_offset > known_end ? batch : undefined;
        }, signal);
    }
    #begin(holder, { records, consumed }) {
        const fate = { state: 'open' };
        holder.open = { fate, touched: new Set(this.#append(records, fate)) };
        if (consumed)
            this.#group(consumed.group).commit(consumed.positions, fate);
    }
    #end(holder, state) {
        if (holder.open === undefined)
            return;
        holder.open.fate.state = state;
        for (const partition of holder.open.touched)
            partition.mark(holder.open.fate);
        holder.open = undefined;
        this.#changes.tell();
    }
    #append(records, fate) {
        const partitions = records.map((record) => this.#partition(record.topic, record.partition));
        const now = this.#now();
        for (const [i, record] of records.entries())
            partitions[i].append(record, fate, now);
        this.#changes.tell();
        return partitions;
    }
    #partition(topic, n) {
        const partition = this.#partitionsOf(topic)[n];
        if (partition === undefined)
            throw new Failure('fatal', 'unknown_partition', { message: `${topic} has no ${n}` });
        return partition;
    }
    #partitionsOf(topic) {
        const known = this.#topics.get(topic);
        if (known !== undefined)
            return known;
        const partitions = Array.from({ length: this.partitions }, () => new MemoryPartition());
        this.#topics.set(topic, partitions);
        return partitions;
    }
    #group(name) {
        const group = this.#groups.get(name) ?? new MemoryGroup(this.partitions);
        this.#groups.set(name, group);
        return group;
    }
}
//# sourceMappingURL=memory.js.map