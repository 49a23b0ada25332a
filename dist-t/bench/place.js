import { createCodec } from '../runtime/codec/codec.js';
import { openKafkaLog } from '../runtime/log/kafka.js';
import { registerSchemas } from '../runtime/registry/schemas.js';
import { ensureTopics } from '../runtime/registry/topics.js';
import { recordOf } from '../runtime/tasks/records.js';
import { allTopics } from '../schemas/topics.js';
export const PARTITIONS = 4;
export async function openPlace({ brokers, schemaRegistry, topicPrefix }) {
    const cluster = { brokers, clientId: 'bench', logger: () => undefined };
    const kept = { replicationFactor: 1, retentionDays: null, eraseWithinHours: 24 };
    await ensureTopics({ ...cluster, ...kept, topicPrefix, topics: allTopics, partitions: PARTITIONS });
    const schemas = await registerSchemas({ url: schemaRegistry, topicPrefix, topics: allTopics });
    return { log: await openKafkaLog({ ...cluster, topicPrefix, partitions: PARTITIONS }), codec: createCodec(schemas) };
}
const CHUNK = 5_000;
/** Puts the values on the log and waits until the broker has them. */
export async function fill({ log, codec }, topic, values) {
    const writer = await log.writer();
    const encoding = { codec, partitions: PARTITIONS };
    let chunk = [];
    for (const value of values) {
        chunk.push(recordOf(encoding, topic, value));
        if (chunk.length < CHUNK)
            continue;
        await writer.append(chunk);
        chunk = [];
    }
    if (chunk.length > 0)
        await writer.append(chunk);
    await writer.close();
}
/** The end of each partition. */
export async function endsOf(log, topic) {
    return (await log.ends(topic.name)).map(({ end }) => end);
}
/** Resolves once the group has committed all of the topic as it is now. */
export async function untilCommitted(log, group, topic) {
    const ends = await endsOf(log, topic);
    for (;;) {
        const committed = await log.committed(group, topic.name);
        if (ends.every((end, partition) => end === 0 || (committed.get(partition) ?? 0) >= end))
            return;
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}
//# sourceMappingURL=place.js.map