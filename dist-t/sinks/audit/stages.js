import { Failure } from '../../runtime/failures.js';
import { pause } from '../../runtime/tasks/waiting.js';
const LOOK_EVERY_MS = 50;
const TELL_EVERY_MS = 1_000;
/**
 * Resolves when each stage has passed what its inputs held once the stages before it had. Throws Failure `lagging`,
 * naming the stage, when that is not so by the deadline.
 */
export async function allPassed(stages, waiting) {
    for (const stage of stages) {
        const ends = new Map();
        for (const topic of stage.inputs)
            ends.set(topic, await waiting.log.ends(topic));
        await passed(stage, ends, waiting);
    }
}
async function passed(stage, ends, waiting) {
    const { now_ms, deadline_ms, signal, note } = waiting;
    let told_ms = now_ms();
    for (;;) {
        signal.throwIfAborted();
        const missing = await missingOf(stage, ends);
        const rebuilding = await stage.rebuilding();
        if (missing.length === 0 && !rebuilding)
            return;
        const what = rebuilding ? 'is making its results anew' : lagOf(missing);
        if (now_ms() >= deadline_ms) {
            if (!rebuilding && !(await holdRecords(missing, waiting)))
                return;
            throw new Failure('retry', 'lagging', { message: `${stage.name} ${what}: ${waiting.mend}` });
        }
        if (now_ms() - told_ms >= TELL_EVERY_MS) {
            told_ms = now_ms();
            await note(`waiting for ${stage.name}: it ${what}`);
        }
        await pause(LOOK_EVERY_MS, signal);
    }
}
async function missingOf(stage, ends) {
    const missing = [];
    for (const [topic, all] of ends) {
        const positions = await stage.positions(topic);
        for (const [partition, { begin, end }] of all.entries()) {
            const position = Math.max(begin, positions.get(partition) ?? 0);
            if (position < end)
                missing.push({ topic, partition, position, end });
        }
    }
    return missing;
}
function lagOf(missing) {
    const lag = missing.reduce((sum, { position, end }) => sum + end - position, 0);
    const topics = [...new Set(missing.map(({ topic }) => topic))];
    return `lags by ${lag.toLocaleString('en-US')} records of ${topics.join(', ')}`;
}
/** The end of a transaction takes an offset too, and who stops in time has not passed it. */
async function holdRecords(missing, { log }) {
    for (const { topic, partition, position, end } of missing) {
        let records = 0;
        await log.scan({ topic, partition, from: position, to: end }, (batch) => {
            records += batch.records.filter(({ offset }) => offset < end).length;
        });
        if (records > 0)
            return true;
    }
    return false;
}
//# sourceMappingURL=stages.js.map