import kafkajs, { Kafka, logLevel } from 'kafkajs';
import { Failure } from '../failures.js';
import { kafkaFailure, nameOf } from '../log/kafka/errors.js';
import { asking } from './asking.js';
// Not among the names that Node finds in this CommonJS module.
const { ConfigResourceTypes } = kafkajs;
const HOUR_MS = 3_600_000;
/** The broker's own default of message.max.bytes, said aloud so that a changed default does not change topics. */
const MAX_MESSAGE_BYTES = 1_048_588;
const DYNAMIC_TOPIC_CONFIG = 1;
const ASKING_MS = 10_000;
/**
 * Creates the topics that are missing, and gives the others the settings they should have. Throws a Failure: `fatal`
 * where existing topics have another number of partitions (keys would go elsewhere, and state with them), naming the
 * topic; `retry` where the brokers are away.
 */
export async function ensureTopics(options) {
    const { brokers, clientId, ssl, sasl } = options;
    const kafka = new Kafka({
        brokers: [...brokers],
        clientId,
        ...(ssl === undefined ? {} : { ssl }),
        ...(sasl === undefined ? {} : { sasl }),
        logLevel: logLevel.NOTHING,
        retry: { retries: 0 },
    });
    // A broker tells of a new topic a moment before it knows it: what fails for a moment is tried again, all of it.
    await asking(ASKING_MS, async () => {
        const admin = kafka.admin();
        try {
            await admin.connect();
            await prepare(admin, options);
        }
        catch (error) {
            throw kafkaFailure(error, 'preparing the topics');
        }
        finally {
            await admin.disconnect().catch(() => { });
        }
    });
}
async function prepare(admin, options) {
    const existing = await partitionsByTopic(admin, options);
    refuseOtherPartitions(existing, options);
    await create(admin, existing, options);
    await configure(admin, existing, options);
}
/** Settings of a topic, as the broker names them. */
export function settingsOf(topic, options) {
    const { retentionDays, eraseWithinHours } = options;
    const kept = retentionDays === null
        ? { 'cleanup.policy': 'compact' }
        : { 'cleanup.policy': 'compact,delete', 'retention.ms': String(retentionDays * 24 * HOUR_MS) };
    return {
        ...kept,
        'max.message.bytes': String(topic.max_bytes ?? MAX_MESSAGE_BYTES),
        // Half for what was erased to become due, half for the cleaner to come round.
        'max.compaction.lag.ms': String((eraseWithinHours * HOUR_MS) / 2),
        // A reader that was away for longer may have missed removals, and fills its tables afresh.
        'delete.retention.ms': String(eraseWithinHours * HOUR_MS),
    };
}
async function partitionsByTopic(admin, { topics, topicPrefix }) {
    const there = new Set(await admin.listTopics());
    const ours = topics.map((topic) => topicPrefix + topic.name).filter((name) => there.has(name));
    if (ours.length === 0)
        return new Map();
    const metadata = await admin.fetchTopicMetadata({ topics: ours });
    return new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length]));
}
function refuseOtherPartitions(existing, { partitions }) {
    for (const [name, held] of existing) {
        if (held === partitions)
            continue;
        const message = `kafka.partitions is ${partitions}, but the topic ${name} has ${held}: it is fixed after the first start`;
        throw new Failure('fatal', 'partitions_changed', { message });
    }
}
async function create(admin, existing, options) {
    const missing = options.topics.filter((topic) => !existing.has(options.topicPrefix + topic.name));
    if (missing.length === 0)
        return;
    await createAll(admin, {
        waitForLeaders: true,
        topics: missing.map((topic) => ({
            topic: options.topicPrefix + topic.name,
            numPartitions: options.partitions,
            replicationFactor: options.replicationFactor,
            configEntries: Object.entries(settingsOf(topic, options)).map(([name, value]) => ({ name, value })),
        })),
    });
}
/** kafkajs wraps the errors of several topics into one without a type. */
async function createAll(admin, request) {
    try {
        await admin.createTopics(request);
    }
    catch (error) {
        const errors = error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
        throw errors.find((one) => nameOf(one) !== 'TOPIC_ALREADY_EXISTS') ?? error;
    }
}
/** Settings of topics that were there before. The broker takes a topic's settings as a whole, so others' are kept. */
async function configure(admin, existing, options) {
    const topics = options.topics.filter((topic) => existing.has(options.topicPrefix + topic.name));
    if (topics.length === 0)
        return;
    const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: topics.map((topic) => ({ type: ConfigResourceTypes.TOPIC, name: options.topicPrefix + topic.name })),
    });
    const altered = topics.flatMap((topic) => {
        const name = options.topicPrefix + topic.name;
        const entries = resources.find((one) => one.resourceName === name)?.configEntries ?? [];
        const held = Object.fromEntries(entries.map((entry) => [entry.configName, entry.configValue]));
        const wanted = settingsOf(topic, options);
        if (Object.entries(wanted).every(([key, value]) => held[key] === value))
            return [];
        const set = entries.filter((entry) => Number(entry.configSource) === DYNAMIC_TOPIC_CONFIG);
        const kept = Object.fromEntries(set.map((entry) => [entry.configName, entry.configValue]));
        if (options.retentionDays === null)
            delete kept['retention.ms'];
        const configEntries = Object.entries({ ...kept, ...wanted }).map(([key, value]) => ({ name: key, value }));
        return [{ type: ConfigResourceTypes.TOPIC, name, configEntries }];
    });
    if (altered.length > 0)
        await admin.alterConfigs({ validateOnly: false, resources: altered });
}
//# sourceMappingURL=topics.js.map