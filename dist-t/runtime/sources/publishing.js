import { keyOf } from '../../schemas/keys.js';
import { topics } from '../../schemas/topics.js';
import { refusedInput, refusedValue } from '../dead-letters.js';
import { failureOf } from '../failures.js';
import { recordOf } from '../tasks/records.js';
/** A record may be ahead of the pipeline's clock by this much, no more. */
export const AHEAD_MS = 24 * 3_600_000;
/**
 * The records of what was decoded, in its order: each with its origin in a header; a dead letter where it was refused,
 * is more than a day ahead of `now_ms` (`in_the_future`), or is not of its topic's schema.
 */
export function recordsFor(publishing, decoded, now_ms) {
    return decoded.map((one) => {
        if (one.kind === 'refused')
            return deadLetter(publishing, refusedInput(publishing.stage, one), one.origin);
        const ahead = one.event_time_ms !== null && one.event_time_ms > now_ms + AHEAD_MS;
        return ahead ? inTheFuture(publishing, one) : published(publishing, one);
    });
}
/** The dead letter as a record; counted. */
export function deadLetter(publishing, letter, origin) {
    publishing.metrics.deadLetter(publishing.stage, letter.reason);
    return recordOf(publishing, topics.dead_letters, letter, origin && headersOf(origin));
}
function published(publishing, one) {
    try {
        return recordOf(publishing, one.topic, one.value, headersOf(one.origin));
    }
    catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== 'poison')
            throw failure;
        const payload = Buffer.from(JSON.stringify(one.value) ?? '');
        const refused = { kind: 'refused', upstream: publishing.upstream ?? '', payload, origin: one.origin };
        const cause = { reason: failure.reason, detail: failure.message };
        return deadLetter(publishing, refusedInput(publishing.stage, { ...refused, ...cause }), one.origin);
    }
}
function inTheFuture(publishing, one) {
    const record = published(publishing, one);
    if (record.topic !== one.topic.name || record.value === null)
        return record;
    // Encoded just now, so it is of the topic's type.
    const value = { topic: record.topic, key: keyOf(one.topic, one.value), payload: record.value };
    const letter = refusedValue(publishing.stage, publishing.upstream, value, { reason: 'in_the_future' });
    return deadLetter(publishing, letter, one.origin);
}
function headersOf(origin) {
    return { origin: JSON.stringify(origin) };
}
//# sourceMappingURL=publishing.js.map