import { topics } from '../../schemas/topics.js';
import { Failure } from '../failures.js';
import { isOf } from '../types.js';
import { scanDecoded } from './reading.js';
/**
 * `_tasks` holds two records a task, both on its partition: its progress, written by the task alone, and, once a
 * rebuild has been asked for, the request, written by whoever asks. A request is open until the progress says `done`
 * with its id.
 */
export function taskOf(processor, partition) {
    return `${processor}/${partition}`;
}
export function requestOf(processor, partition) {
    return `${processor}/${partition}/rebuild`;
}
export function openRequest({ request, phase }) {
    return phase?.phase === 'done' && phase.id === request?.id ? undefined : request;
}
export function progressOf(task, stream_time_ms, rebuild) {
    return { task, stream_time: stream_time_ms, rebuild: rebuild === undefined ? null : JSON.stringify(rebuild) };
}
/** Follows what `_tasks` says of one task; each look reads only what came since the last. */
export class ProgressReader {
    #log;
    #codec;
    #partition;
    #task;
    #request;
    #from;
    #progress = { stream_time_ms: 0, phase: undefined, request: undefined };
    constructor(log, codec, processor, partition) {
        this.#log = log;
        this.#codec = codec;
        this.#partition = partition;
        this.#task = taskOf(processor, partition);
        this.#request = requestOf(processor, partition);
    }
    /** Where the next look begins. */
    get position() {
        return this.#from ?? 0;
    }
    /** As of the topic's end at the call. */
    async look(signal) {
        const ends = (await this.#log.ends(topics.tasks.name))[this.#partition];
        if (ends === undefined)
            throw new Failure('fatal', 'unknown_partition');
        const range = {
            topic: topics.tasks.name,
            partition: this.#partition,
            from: this.#from ?? ends.begin,
            to: ends.end,
        };
        await scanDecoded(this.#log, this.#codec, range, signal, (record) => {
            if (!isOf(record, topics.tasks))
                return;
            if (record.key === this.#task)
                this.#took(record.value);
            if (record.key === this.#request)
                this.#asked(record.value);
        });
        this.#from = ends.end;
        return this.#progress;
    }
    #took(value) {
        // Only `progressOf` writes it.
        const phase = value?.rebuild == null ? undefined : JSON.parse(value.rebuild);
        this.#progress = { ...this.#progress, stream_time_ms: value?.stream_time ?? 0, phase };
    }
    #asked(value) {
        this.#progress = { ...this.#progress, request: requestIn(value) };
    }
}
export function requestIn(value) {
    // Only `requestRebuild` writes it, by `progressOf`.
    return value?.rebuild == null ? undefined : JSON.parse(value.rebuild);
}
//# sourceMappingURL=progress.js.map