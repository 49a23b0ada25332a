import { topics } from '../../schemas/topics.js';
import { noMetrics } from '../tasks/metrics.js';
import { timeOf } from './clock-port.js';
import { recordsFor } from './publishing.js';
export async function openPublisher(options) {
    const { log, codec, clock, stage, upstream, metrics = noMetrics } = options;
    const writer = await log.writer();
    const publishing = { codec, partitions: log.partitions, metrics, stage, upstream };
    return {
        async publish(decoded) {
            const records = recordsFor(publishing, decoded, await timeOf(clock));
            await writer.append(records);
            const dead_letters = records.filter(({ topic }) => topic === topics.dead_letters.name).length;
            return { records: records.length - dead_letters, dead_letters };
        },
        close: () => writer.close(),
    };
}
//# sourceMappingURL=publisher.js.map