import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import PQueue from 'p-queue';
import { Failure } from '../failures.js';
import { asking } from './asking.js';
import { incompatibilities } from './compatibility.js';
import { addressOf, refused, subjectsAt } from './subjects.js';
/** Subjects under way at once: with more, a registry that has just started runs out of database connections. */
const CONCURRENCY = 4;
/** A registry that is away or busy is asked again for so long. */
const ASKING_MS = 5_000;
const LEVEL = COMPATIBILITY.BACKWARD_TRANSITIVE;
/**
 * Registers every topic's schema as `<prefix><topic>-value` where it is not yet, at level BACKWARD_TRANSITIVE, and
 * answers with the ids. A schema that cannot read what an earlier version wrote is a Failure `fatal` that names the
 * subject, the field and what has changed; nothing of that subject is registered then. A registry that is away is a
 * Failure `retry`.
 */
export async function registerSchemas({ url, topicPrefix, topics }) {
    const address = addressOf(url);
    const subjects = subjectsAt(address);
    const registry = new SchemaRegistry({ host: address.url, ...(address.auth && { auth: address.auth }) });
    const queue = new PQueue({ concurrency: CONCURRENCY });
    const there = new Set(await asking(ASKING_MS, () => subjects.names()));
    const ids = await Promise.all(topics.map((topic) => queue.add(async () => {
        const subject = `${topicPrefix}${topic.name}-value`;
        const registration = { subject, schema: topic.schema };
        const attempt = there.has(subject) ? reconcile : registerFirst;
        return [topic.name, await asking(ASKING_MS, () => attempt(registration, { registry, subjects }))];
    })));
    return { ids: new Map(ids), load: (id) => subjects.schema(id) };
}
/** The level first, so that there is no moment in which anything goes. */
async function registerFirst(registration, registries) {
    await registries.subjects.setLevel(registration.subject, LEVEL);
    try {
        return await register(registration, registries.registry);
    }
    catch (error) {
        // Another process was quicker.
        if (error instanceof Failure && error.reason === 'registry_answered_409')
            return reconcile(registration, registries);
        throw error;
    }
}
/** The level is looked at again at every start: a registry was seen to forget it when killed. */
async function reconcile(registration, { registry, subjects }) {
    const { subject } = registration;
    const [known] = await Promise.all([idOf(registration, registry), ensureLevel(subject, subjects)]);
    if (known !== undefined)
        return known;
    await throwIfIncompatible(registration, subjects);
    return register(registration, registry);
}
async function ensureLevel(subject, subjects) {
    if ((await subjects.level(subject)) === LEVEL)
        return;
    await subjects.setLevel(subject, LEVEL);
    const held = await subjects.level(subject);
    if (held === LEVEL)
        return;
    const message = `the registry does not keep the compatibility level of ${subject}: ${LEVEL} was set, ${held} holds`;
    throw new Failure('fatal', 'compatibility_level_not_kept', { message });
}
/** Undefined where this very schema is not registered. */
async function idOf({ subject, schema }, registry) {
    try {
        return await registry.getRegistryIdBySchema(subject, avroOf(schema));
    }
    catch (error) {
        // The package throws this class, without a status, for a 404 and for nothing else here.
        if (error instanceof Error && error.name === 'ConfluentSchemaRegistryError')
            return undefined;
        throw registryFailure(error, `looking up ${subject}`);
    }
}
/** The package refuses where another level holds. */
async function register({ subject, schema }, registry) {
    try {
        return (await registry.register(avroOf(schema), { subject, compatibility: LEVEL })).id;
    }
    catch (error) {
        throw registryFailure(error, `registering ${subject}`);
    }
}
function avroOf(schema) {
    return { type: SchemaType.AVRO, schema: JSON.stringify(schema) };
}
async function throwIfIncompatible({ subject, schema }, subjects) {
    for (const { version, schema: older } of await subjects.schemas(subject)) {
        // What is registered under our subject was an .avsc of ours once.
        const [first] = incompatibilities(schema, older);
        if (first === undefined)
            continue;
        const message = `${subject}: ${first.field || 'the record'} ${first.problem}, so version ${version} could not be read any more`;
        throw new Failure('fatal', 'incompatible_schema', { message });
    }
}
function registryFailure(error, doing) {
    const message = error instanceof Error ? error.message : String(error);
    const status = statusOf(error);
    if (status !== undefined && status >= 400)
        return refused(status, doing, message);
    const kind = error instanceof Error && error.name.startsWith('ConfluentSchemaRegistry') ? 'fatal' : 'retry';
    const reason = kind === 'fatal' ? 'registry_refused' : 'registry_away';
    return new Failure(kind, reason, { message: `${doing}: ${message}`, cause: error });
}
/** The package's errors for answers carry the HTTP status. */
function statusOf(error) {
    if (typeof error !== 'object' || error === null || !('status' in error))
        return undefined;
    return Number(error.status);
}
//# sourceMappingURL=schemas.js.map