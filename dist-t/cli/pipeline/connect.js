import { request } from 'undici';
import { createCodec } from '../../runtime/codec/codec.js';
import { Failure } from '../../runtime/failures.js';
import { openKafkaLog } from '../../runtime/log/kafka.js';
import { lineOf } from '../../runtime/logging/adapters.js';
import { registerSchemas } from '../../runtime/registry/schemas.js';
import { ensureTopics } from '../../runtime/registry/topics.js';
import { allTopics, topics } from '../../schemas/topics.js';
import { openStack } from '../../stack/open-stack.js';
/** The config's brokers and registry, else the local stack; topics there, schemas registered. */
export async function connect(connecting) {
    const { config, logger } = connecting;
    const { brokers, schemaRegistry, close } = await standing(connecting);
    try {
        const { topicPrefix, partitions, replicationFactor, retentionDays, eraseWithinHours } = config.kafka;
        const cluster = clusterOf(config, brokers, logger);
        const of = { topicPrefix, topics: allTopics };
        const settings = { partitions, replicationFactor, retentionDays, eraseWithinHours };
        const [schemas] = await Promise.all([
            registerSchemas({ ...of, url: schemaRegistry }),
            ensureTopics({ ...cluster, ...of, ...settings }),
        ]);
        const log = await openKafkaLog({ ...cluster, topicPrefix, partitions });
        const closeAll = async () => {
            await log.close();
            await close();
        };
        const reachable = { broker: () => log.ends(topics.orders.name), registry: () => answering(schemaRegistry) };
        return { log, codec: createCodec(schemas), brokers, schemaRegistry, reachable, close: closeAll };
    }
    catch (error) {
        await close();
        throw error;
    }
}
async function answering(schemaRegistry) {
    const response = await request(`${schemaRegistry}/subjects`, { headersTimeout: 3_000, bodyTimeout: 3_000 });
    await response.body.dump();
    if (response.statusCode >= 400)
        throw new Failure('retry', 'registry_away', { message: `HTTP ${response.statusCode}` });
}
async function standing({ config, dataDir, cacheDir, as, note, pass, onLost }) {
    const { brokers, schemaRegistry } = config.kafka;
    if (brokers !== undefined)
        return { brokers, schemaRegistry, close: async () => { } };
    const stack = await openStack({
        dataDir,
        cacheDir,
        as,
        onProgress: ({ text, passing }) => (passing ? pass(text) : note(text)),
        ...(onLost && { onLost }),
    });
    return stack;
}
function clusterOf({ kafka }, brokers, logger) {
    const { ssl, sasl } = kafka;
    return { brokers, clientId: 'regulars', ssl, sasl: saslOf(sasl), logger: lineOf(logger.of('kafka')) };
}
/** One object per mechanism is how the client's types tell them apart. */
function saslOf(sasl) {
    if (sasl === null)
        return undefined;
    const { mechanism, username, password } = sasl;
    if (mechanism === 'plain')
        return { mechanism, username, password };
    return mechanism === 'scram-sha-256' ? { mechanism, username, password } : { mechanism, username, password };
}
//# sourceMappingURL=connect.js.map