import PQueue from 'p-queue';
import { topics } from '../../schemas/topics.js';
import { lagOf } from '../tasks/component.js';
import { Member } from '../tasks/member.js';
import { noMetrics } from '../tasks/metrics.js';
import { DeliveryTask, GROUP } from './delivery-task.js';
import { Resolving } from './resolving.js';
const BACKOFF = { first_ms: 1_000, max_ms: 60_000 };
/**
 * Turns webhook deliveries into records: resolved several at a time, in order for each entity; what they gave and the
 * offset after them commit in one transaction, in the order of their partition. A delivery that has to be tried again
 * holds up what lies behind it on its partition, other upstreams' deliveries included, from being published.
 */
export function runDeliveries(options) {
    const { log, codec, clock, resolvers, rejoin, onFatal } = options;
    const { metrics = noMetrics, backoff = BACKOFF, concurrency = 8 } = options;
    const resolving = new Resolving({ resolvers, backoff, queue: new PQueue({ concurrency }) });
    const member = new Member({
        log,
        name: 'deliveries',
        group: GROUP,
        topics: [topics.deliveries.name],
        metrics,
        ...(rejoin && { rejoin }),
        onFatal,
        open: (partition, signal, fail) => DeliveryTask.open({ log, codec, clock, metrics, resolving, partition, signal, fail }),
    });
    return {
        name: 'deliveries',
        status() {
            const inputs = [...member.works.values()].map(({ input }) => input);
            return {
                name: 'deliveries',
                state: member.state,
                error: member.error,
                inputs,
                lag: lagOf(inputs),
                tick_ms: null,
                rebuilding: [],
                troubles: resolving.troubles,
            };
        },
        stop: () => member.stop(),
    };
}
//# sourceMappingURL=deliveries.js.map