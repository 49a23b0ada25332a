import { processorsOf } from '../../pipeline.js';
import { runClock } from '../../runtime/sources/clock.js';
import { runDeliveries } from '../../runtime/sources/deliveries.js';
import { runSources } from '../../runtime/sources/sources.js';
import { runProcessors } from '../../runtime/tasks/processors.js';
/** Starts the producers and processors among the chosen components. */
export function openComponents(opening) {
    const { connection, config, clock, upstreams, has } = opening;
    const { log, codec } = connection;
    const common = { log, codec, clock, metrics: opening.metrics, onFatal: opening.onFatal };
    const polled = upstreams.flatMap((upstream) => upstream.sources);
    const sources = has('sources') && polled.length > 0 ? runSources({ ...common, sources: polled }) : undefined;
    const chosen = processorsOf(config).filter(({ name }) => has(name));
    return {
        sources,
        components: [
            ...(sources === undefined ? [] : [sources]),
            ...(has('deliveries') ? [runDeliveries({ ...common, resolvers: webhooksOf(upstreams) })] : []),
            ...(has('clock') ? [runClock({ ...common, mode: config.clock })] : []),
            ...runProcessors({ ...common, processors: chosen }),
        ],
    };
}
export function webhooksOf(upstreams) {
    const all = upstreams.flatMap(({ name, webhook }) => (webhook === null ? [] : [[name, webhook]]));
    return new Map(all);
}
//# sourceMappingURL=components.js.map