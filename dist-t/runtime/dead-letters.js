import { createHash } from 'node:crypto';
/** A record of the log that `stage` refused. The same record refused again has the same id. */
export function refusedRecord(stage, at, payload, cause, upstream = null) {
    return {
        ...letter(stage, payload, cause),
        id: `${at.topic}|${at.partition}|${at.offset}`,
        upstream,
        topic: at.topic,
        partition: at.partition,
        offset: at.offset,
    };
}
/** A delivery that nothing could be made of: its body. The same delivery sent again is the same dead letter. */
export function refusedDelivery(stage, delivery, at, cause) {
    const { upstream, body, delivery_id } = delivery;
    return { ...refusedRecord(stage, at, body, cause, upstream), id: `delivery|${delivery_id}` };
}
/**
 * Something an upstream or a file sent that no record could be made of. Its id holds a digest of the bytes, so that a
 * row that every poll finds again is one dead letter; a row of a file has the file and its number instead.
 */
export function refusedInput(stage, refused) {
    return { ...letter(stage, refused.payload, refused), id: idOf(stage, refused), upstream: refused.upstream };
}
/** A record that was well formed but may not go to `topic`; the payload is what would have been its value. */
export function refusedValue(stage, upstream, value, cause) {
    const id = `${stage}|${value.topic}|${value.key}`;
    return { ...letter(stage, value.payload, cause), id, upstream, topic: value.topic };
}
function idOf(stage, { origin, payload }) {
    if (origin.kind === 'file')
        return `${stage}|${origin.file}|${origin.row}`;
    const digest = createHash('sha256').update(payload).digest('hex').slice(0, 16);
    return origin.kind === 'delivery' ? `delivery|${origin.delivery_id}|${digest}` : `${stage}|${digest}`;
}
function letter(stage, payload, cause) {
    return {
        id: '',
        stage,
        upstream: null,
        topic: null,
        partition: null,
        offset: null,
        reason: cause.reason,
        detail: cause.detail ?? null,
        payload,
        received_at: Date.now(),
        redriven_at: null,
    };
}
//# sourceMappingURL=dead-letters.js.map