import { topics } from '../../schemas/topics.js';
import { refusedRecord } from '../dead-letters.js';
import { Failure } from '../failures.js';
import { isOf } from '../types.js';
import { recordOf } from './records.js';
/** Calls the processor's functions on its state. What a function throws is a bug, fatal, and says where. */
export class Stepper {
    #options;
    #out;
    constructor(options) {
        this.#options = options;
        const { committer } = options;
        this.#out = {
            put: (topic, value) => committer.pending.put(topic, value),
            remove: (topic, key) => committer.pending.remove(topic, key),
        };
    }
    /** `again`: it was read before a rebuild began; its dead letter has been written then. */
    step(topic, read, again) {
        if (read.kind === 'refused') {
            if (!again)
                this.#refuse(topic, read.raw, read);
            return;
        }
        const { owner, state } = this.#options;
        const { record } = read;
        const rejection = guarded(() => owner.processor.step(state, record, this.#out), () => `${owner.processor.name}: step at ${placeOf(record)}`);
        if (rejection !== undefined && !again)
            this.#refuse(topic, read.raw, rejection);
    }
    /** Whether there is more to deliver by then. */
    advance(to_ms, limit) {
        const { owner, state } = this.#options;
        const { processor, partition } = owner;
        const left = guarded(() => processor.advance?.(state, to_ms, limit, this.#out), () => `${processor.name}: advance of partition ${partition} to ${new Date(to_ms).toISOString()}`);
        return left === 'more';
    }
    /** 0: none. Ticks that cannot be read are refused. */
    highestTick(reads) {
        let highest = 0;
        for (const read of reads) {
            if (read.kind === 'refused')
                this.#refuse(topics.clock.name, read.raw, read);
            else if (isOf(read.record, topics.clock))
                highest = Math.max(highest, read.record.value?.at ?? 0);
        }
        return highest;
    }
    tellSize() {
        const { owner, metrics, state } = this.#options;
        if (typeof state !== 'object' || state === null || !('size' in state) || typeof state.size !== 'number')
            return;
        metrics.stateSize(owner.processor.name, owner.partition, state.size);
    }
    #refuse(topic, raw, cause) {
        const { owner, metrics, committer } = this.#options;
        const at = { topic, partition: owner.partition, offset: raw.offset };
        const letter = refusedRecord(owner.processor.name, at, raw.value ?? Buffer.alloc(0), cause);
        committer.pending.add(recordOf(owner, topics.dead_letters, letter));
        metrics.deadLetter(owner.processor.name, cause.reason);
    }
}
function guarded(act, what) {
    try {
        return act();
    }
    catch (error) {
        throw new Failure('fatal', 'bug', { message: `${what()} threw ${describe(error)}`, cause: error });
    }
}
/** Messages of the language's own errors name code, not values; those of others may hold a guest's data. */
function describe(error) {
    if (!(error instanceof Error))
        return typeof error;
    const harmless = error instanceof Failure || error instanceof TypeError || error instanceof RangeError;
    return harmless ? `${error.name}: ${error.message}` : error.name;
}
function placeOf({ topic, partition, offset }) {
    return `${topic.name}/${partition}@${offset}`;
}
//# sourceMappingURL=stepper.js.map