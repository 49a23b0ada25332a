import { processorsOf } from '../../pipeline.js';
import { configOf } from '../../runtime/config/load.js';
import { Failure } from '../../runtime/failures.js';
import { GROUP } from '../../runtime/sources/delivery-task.js';
import { groupOf } from '../../runtime/tasks/processors.js';
import { inputsOf } from '../../runtime/tasks/restore.js';
import { pause } from '../../runtime/tasks/waiting.js';
import { topics } from '../../schemas/topics.js';
import { sinkTopics } from '../../sinks/duckdb/context.js';
/** What they read is the same under every config. */
const processors = processorsOf(configOf({}));
const LOOK_EVERY_MS = 50;
const UNREADABLE_MS = 60_000;
const UNREADABLE_ATTEMPTS = 3;
/**
 * Resolves when every polled upstream has answered one complete poll with nothing new, and every stage has then read
 * to the end of its topics and past a tick written after that. Rejects when an upstream cannot be read for 60 s and
 * three attempts in a row, naming it. Resolves early when aborted.
 */
export async function untilCaughtUp(of, signal) {
    while (!signal.aborted) {
        const quiet_since_ms = await untilNothingNew(of, signal);
        for (const stage of of.stages)
            await untilRead(of.log, stage, signal);
        // What came in meanwhile by webhook is behind the ends that were just passed; only a poll begins another round.
        if (signal.aborted || !broughtNewSince(of.sources, quiet_since_ms))
            break;
    }
    await untilTicked(of, signal);
}
/** Every source has begun and ended a poll after this was called, and the last brought nothing. Gives when it began. */
async function untilNothingNew({ sources }, signal) {
    const began_ms = Date.now();
    if (sources === undefined)
        return began_ms;
    sources.hurry();
    await until(signal, () => {
        const all = sources.status().sources;
        for (const { upstream, failing } of all) {
            if (failing === undefined || failing.attempts < UNREADABLE_ATTEMPTS)
                continue;
            if (Date.now() - failing.since_ms < UNREADABLE_MS)
                continue;
            const message = `${upstream} cannot be read (${failing.failure.message}): mend that, then start again`;
            throw new Failure('fatal', 'upstream_unreadable', { message });
        }
        const polled = all.every(({ last_complete }) => (last_complete?.began_ms ?? 0) >= began_ms);
        if (polled && all.some(({ last_complete }) => last_complete?.brought_new))
            sources.hurry();
        return polled && all.every(({ last_complete }) => last_complete?.brought_new === false);
    });
    return began_ms;
}
function broughtNewSince(sources, since_ms) {
    const all = sources?.status().sources ?? [];
    return all.some(({ last_complete }) => (last_complete?.began_ms ?? 0) >= since_ms && last_complete?.brought_new);
}
/**
 * All that the stage's topics held when this was called is done: by this process, or by others of its group. Having no
 * partition says nothing: after a crash the group may still count the dead among its members.
 */
async function untilRead(log, stage, signal) {
    const reads = readsOf(stage);
    for (const name of reads.topics) {
        const ends = await log.ends(name);
        await until(signal, async () => {
            const { state, inputs, rebuilding } = stage.status();
            if (state !== 'running' || rebuilding.length > 0)
                return false;
            const mine = new Map(inputs.filter(({ topic }) => topic === name).map((one) => [one.partition, one.position]));
            const shared = mine.size < ends.length && reads.group !== null ? await log.committed(reads.group, name) : mine;
            return ends.every(({ begin, end }, n) => begin === end || (mine.get(n) ?? shared.get(n) ?? 0) >= end);
        });
    }
}
function readsOf(stage) {
    const processor = processors.find(({ name }) => name === stage.name);
    if (processor !== undefined) {
        return { topics: inputsOf(processor).map(({ name }) => name), group: groupOf(stage.name) };
    }
    if (stage.name === 'deliveries')
        return { topics: [topics.deliveries.name], group: GROUP };
    if (stage.name === 'duckdb')
        return { topics: sinkTopics, group: null };
    return { topics: [...new Set(stage.status().inputs.map(({ topic }) => topic))], group: null };
}
/** A tick that tells of all this has gone through every stage, and what it brought through those after it. */
async function untilTicked({ log, stages, clock }, signal) {
    const ticking = stages.find(({ name }) => name === 'clock');
    if (ticking === undefined)
        return;
    if (clock === 'wall')
        await untilNextTick(log, signal);
    else
        await untilRead(log, ticking, signal);
    for (const stage of stages)
        await untilRead(log, stage, signal);
}
async function untilNextTick(log, signal) {
    const written = async () => (await log.ends(topics.clock.name)).reduce((sum, { end }) => sum + end, 0);
    const before = await written();
    await until(signal, async () => (await written()) > before);
}
async function until(signal, holds) {
    while (!signal.aborted && !(await holds()))
        await pause(LOOK_EVERY_MS, signal);
}
//# sourceMappingURL=caught-up.js.map