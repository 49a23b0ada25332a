import { topics } from '../../schemas/topics.js';
import { isOf } from '../types.js';
import { recordOf } from './topics.js';
/**
 * One processor on one partition. A turn is a transaction: a few records and slices of expiries, then all of their
 * outputs at once, or an abort that throws the state away and restores it.
 */
export class DriverTask {
    #processor;
    #partition;
    #topics;
    #inputs;
    #slice;
    #committed;
    #progress;
    // biome-ignore lint/suspicious/noExplicitAny: existential type; the state only ever meets its own processor
    #state;
    constructor(processor, partition, memory, expiries_per_slice) {
        this.#processor = processor;
        this.#partition = partition;
        this.#topics = memory;
        this.#slice = expiries_per_slice;
        this.#inputs = processor.advance === undefined ? processor.inputs : [...processor.inputs, topics.clock];
        this.#committed = { positions: new Map(), stream_time_ms: Number.NEGATIVE_INFINITY };
        this.#progress = copyOf(this.#committed);
        this.crash();
    }
    get waiting() {
        return this.#ready().length > 0;
    }
    /** At most `records` records of its inputs, topics in an order of `choose`; their outputs are then on the topics. */
    turn(records, choose) {
        const { outgoing, rejected } = this.#steps(records, choose);
        for (const record of coalesced(outgoing, this.#processor.coalesced))
            this.#topics.append(record);
        this.#committed = copyOf(this.#progress);
        return rejected;
    }
    /** The same, but the transaction aborts: nothing of it is seen, and the state is restored. */
    abortedTurn(records, choose) {
        this.#steps(records, choose);
        this.crash();
    }
    /** The state is thrown away and rebuilt from the changelogs alone. */
    crash() {
        this.#progress = copyOf(this.#committed);
        this.#state = this.#processor.create();
        for (const topic of this.#processor.changelogs) {
            for (const record of this.#topics.log(topic, this.#partition))
                this.#processor.restore(this.#state, record);
        }
        this.#processor.restored?.(this.#state, this.#progress.stream_time_ms);
    }
    #ready() {
        return this.#inputs.flatMap((topic) => {
            const next = this.#topics.log(topic, this.#partition)[this.#progress.positions.get(topic.name) ?? 0];
            return next === undefined ? [] : [next];
        });
    }
    #steps(records, choose) {
        const outgoing = [];
        const rejected = [];
        const out = {
            put: (topic, value) => void outgoing.push(recordOf(topic, value)),
            remove: (topic, key) => void outgoing.push({ topic, key, value: null }),
        };
        for (let i = 0; i < records; i++) {
            const ready = this.#ready();
            if (ready.length === 0)
                break;
            const record = ready[choose(ready.length)];
            const rejection = isOf(record, topics.clock) ? this.#tick(record, out) : this.#step(record, out);
            if (rejection !== undefined)
                rejected.push({ ...rejection, processor: this.#processor.name, record });
        }
        return { outgoing, rejected };
    }
    #step(record, out) {
        this.#progress.positions.set(record.topic.name, record.offset + 1);
        return this.#processor.step(this.#state, record, out);
    }
    /** One slice of the tick's expiries; the tick is done with when there are no more. */
    #tick(record, out) {
        const at = record.value?.at ?? Number.NEGATIVE_INFINITY;
        const more = at > this.#progress.stream_time_ms && this.#processor.advance(this.#state, at, this.#slice, out) === 'more';
        if (more)
            return;
        this.#progress.positions.set(record.topic.name, record.offset + 1);
        this.#progress.stream_time_ms = Math.max(at, this.#progress.stream_time_ms);
    }
}
function copyOf(progress) {
    return { positions: new Map(progress.positions), stream_time_ms: progress.stream_time_ms };
}
/** Of the topics named, only the last record per key. */
function coalesced(records, of) {
    const last = new Map();
    for (const record of records)
        last.set(`${record.topic.name} ${record.key}`, record);
    return records.filter((r) => !of.some((t) => t.name === r.topic.name) || last.get(`${r.topic.name} ${r.key}`) === r);
}
//# sourceMappingURL=task.js.map