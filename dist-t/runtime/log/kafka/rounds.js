/** Below the broker's message.max.bytes (1,048,588 by default), which counts the whole batch. */
const CHUNK_BYTES = 1_000_000;
const ROUND_BYTES = 8_000_000;
/** More than a record's own framing takes. */
const RECORD_OVERHEAD = 40;
const HEADER_OVERHEAD = 10;
/**
 * Cuts records into requests that the broker takes, in an order that keeps that of each partition. A record too large
 * for a chunk gets one of its own: the topic may take it. A chunk has `chunk_records` at most.
 */
export function roundsOf(records, chunk_records) {
    const rounds = [];
    for (const { chunk, bytes } of chunksOf(records, chunk_records)) {
        const name = partitionName(chunk);
        const last = rounds.findLastIndex((round) => round.partitions.has(name));
        const round = rounds.find((one, i) => i > last && one.bytes + bytes <= ROUND_BYTES);
        if (round === undefined)
            rounds.push({ chunks: [chunk], bytes, partitions: new Set([name]) });
        else {
            round.chunks.push(chunk);
            round.partitions.add(name);
            round.bytes += bytes;
        }
    }
    return rounds.map((round) => round.chunks);
}
export function partitionName({ topic, partition }) {
    return `${topic}/${partition}`;
}
function chunksOf(records, chunk_records) {
    const chunks = [];
    const filling = new Map();
    for (const record of records) {
        const { topic, partition } = record;
        let ofTopic = filling.get(topic);
        if (ofTopic === undefined) {
            ofTopic = [];
            filling.set(topic, ofTopic);
        }
        const bytes = bytesOf(record);
        let sized = ofTopic[partition];
        if (sized === undefined || sized.bytes + bytes > CHUNK_BYTES || sized.chunk.records.length >= chunk_records) {
            sized = { chunk: { topic, partition, records: [] }, bytes: 0 };
            ofTopic[partition] = sized;
            chunks.push(sized);
        }
        sized.chunk.records.push(record);
        sized.bytes += bytes;
    }
    return chunks;
}
function bytesOf({ key, value, headers }) {
    let bytes = RECORD_OVERHEAD + key.length + (value?.length ?? 0);
    if (headers === undefined)
        return bytes;
    for (const name in headers)
        bytes += HEADER_OVERHEAD + Buffer.byteLength(name) + Buffer.byteLength(headers[name]);
    return bytes;
}
/** Things of one topic together, in the order of their first. */
export function byTopic(things) {
    const grouped = new Map();
    for (const thing of things) {
        const group = grouped.get(thing.topic);
        if (group === undefined)
            grouped.set(thing.topic, [thing]);
        else
            group.push(thing);
    }
    return [...grouped];
}
//# sourceMappingURL=rounds.js.map