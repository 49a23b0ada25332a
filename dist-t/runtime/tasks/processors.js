import { topics } from '../../schemas/topics.js';
import { lagOf } from './component.js';
import { Member } from './member.js';
import { noMetrics } from './metrics.js';
import { inputsOf } from './restore.js';
import { Task } from './task.js';
export function groupOf(processor) {
    return `regulars.${processor}`;
}
/** Runs each of them, exactly once per record, on the partitions this process is given. See Task. */
export function runProcessors(options) {
    return options.processors.map((processor) => runProcessor(processor, options));
}
function runProcessor(processor, options) {
    const { log, codec, metrics = noMetrics, advance_limit = 1_000, idle_commit_ms = 2_000, rejoin, onFatal } = options;
    const group = groupOf(processor.name);
    const member = new Member({
        log,
        name: processor.name,
        group,
        topics: [...inputsOf(processor), topics.tasks].map(({ name }) => name),
        metrics,
        ...(rejoin && { rejoin }),
        onFatal,
        open: (partition, signal, fail) => Task.open({ log, codec, processor, group, partition, metrics, advance_limit, idle_commit_ms, signal, fail }),
    });
    return {
        name: processor.name,
        status: () => statusOf(processor, member),
        stop: () => member.stop(),
    };
}
function statusOf(processor, member) {
    const tasks = [...member.works];
    const inputs = tasks.flatMap(([, task]) => task.inputs);
    const ticks = tasks.map(([, task]) => task.stream_time_ms);
    const tick_ms = processor.advance === undefined || ticks.length === 0 ? 0 : Math.min(...ticks);
    return {
        name: processor.name,
        state: member.state,
        error: member.error,
        inputs,
        lag: lagOf(inputs),
        tick_ms: tick_ms === 0 ? null : tick_ms,
        rebuilding: tasks.filter(([, task]) => task.rebuilding).map(([partition]) => partition),
    };
}
//# sourceMappingURL=processors.js.map