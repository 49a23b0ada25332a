import { topics } from '../../schemas/topics.js';
import { Failure } from '../failures.js';
import { unlessAborted } from './member.js';
import { openRequest, ProgressReader } from './progress.js';
import { scanDecoded } from './reading.js';
/** All that is read by a task on partition n: the inputs, and the ticks where it takes them. */
export function inputsOf(processor) {
    return processor.advance === undefined ? processor.inputs : [...processor.inputs, topics.clock];
}
export async function restore(restoring) {
    const { log, codec, processor, partition, signal } = restoring;
    const reader = new ProgressReader(log, codec, processor.name, partition);
    const progress = await reader.look(signal);
    const { stream_time_ms, phase } = progress;
    const request = openRequest(progress);
    const state = processor.create();
    const records = request === undefined ? await readChangelogs(restoring, state) : 0;
    processor.restored?.(state, stream_time_ms);
    const inputs = await Promise.all(inputsOf(processor).map((topic) => inputOf(restoring, topic, request !== undefined)));
    unlessAborted(signal);
    return { state, stream_time_ms, request, phase, tasks_offset: reader.position, inputs, records };
}
export async function endsOf(log, topic, partition) {
    const ends = (await log.ends(topic))[partition];
    if (ends === undefined)
        throw new Failure('fatal', 'unknown_partition', { message: `${topic} has no ${partition}` });
    return ends;
}
/** Up to the ends of now, uncommitted records of other writers below them included: the scan waits for those. */
async function readChangelogs({ log, codec, processor, partition, signal }, state) {
    let records = 0;
    for (const { name } of processor.changelogs) {
        const { begin, end } = await endsOf(log, name, partition);
        const range = { topic: name, partition, from: begin, to: end };
        records += await scanDecoded(log, codec, range, signal, (record) => processor.restore(state, record));
    }
    return records;
}
async function inputOf({ log, group, partition }, { name }, anew) {
    const [{ begin, end }, committed] = await Promise.all([endsOf(log, name, partition), log.committed(group, name)]);
    return { topic: name, offset: anew ? begin : Math.max(begin, committed.get(partition) ?? begin), end };
}
//# sourceMappingURL=restore.js.map