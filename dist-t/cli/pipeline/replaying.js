import { isRebuilding, requestRebuild } from '../../runtime/tasks/rebuild.js';
import { pause } from '../../runtime/tasks/waiting.js';
import { replayAsked } from '../replay/asked.js';
const LOOK_EVERY_MS = 200;
/**
 * Has the named components read their topics again from the beginning, and resolves when they are through: state,
 * results and tables are then what the log gives. Ends early when aborted; what was begun goes on all the same.
 */
export async function replay(of, { names, signal, note }) {
    const { log, codec } = of.connection;
    const processors = of.processors.filter(({ name }) => names.includes(name));
    for (const processor of processors)
        await requestRebuild(log, codec, processor);
    const sink = of.sink !== undefined && names.includes(of.sink.name) ? of.sink : undefined;
    if (sink !== undefined)
        await sink.rebuild();
    for (const name of [...processors, ...(sink === undefined ? [] : [sink])].map((one) => one.name)) {
        await note(`${name} reads from the beginning`);
    }
    const waiting = new Set(processors.map(({ name }) => name));
    while (waiting.size > 0 && !signal.aborted) {
        for (const name of waiting) {
            if (await isRebuilding(log, codec, name))
                continue;
            waiting.delete(name);
            await note(`${name} is through`);
        }
        if (waiting.size > 0)
            await pause(LOOK_EVERY_MS, signal);
    }
    if (sink === undefined)
        return;
    while (!signal.aborted && !isThrough(sink))
        await pause(LOOK_EVERY_MS, signal);
    await sink.flush();
    if (!signal.aborted)
        await note(`${sink.name} is through`);
}
function isThrough(sink) {
    const { state, inputs } = sink.status();
    return state === 'running' && inputs.length > 0 && inputs.every(({ position, end }) => position >= end);
}
/** `replay` as other processes ask for it: of what this one runs. */
export function replayControl(replayable) {
    return async (input, signal, emit) => {
        const { names } = replayAsked.parse(input);
        await replay(replayable(), { names, signal, note: (line) => emit({ line }) });
    };
}
//# sourceMappingURL=replaying.js.map