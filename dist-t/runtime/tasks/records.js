import { keyOf } from '../../schemas/keys.js';
import { murmur2 } from '../../schemas/partition.js';
const BAR = 0x7c;
/** The partition of the entity that the key begins with. */
export function partitionOfKey(key, partitions) {
    const end = key.indexOf(BAR);
    return (murmur2(key, end === -1 ? key.length : end) & 0x7fffffff) % partitions;
}
/** Throws a Failure `poison` where the value is not of the topic's type. */
export function recordOf(encoding, topic, value, headers) {
    const bytes = encoding.codec.encode(topic, value);
    // The codec has just found the value to be of the topic's type.
    const key = Buffer.from(keyOf(topic, value));
    const record = { topic: topic.name, partition: partitionOfKey(key, encoding.partitions), key, value: bytes };
    return headers === undefined ? record : { ...record, headers };
}
export function tombstoneOf(topic, key, partitions) {
    const bytes = Buffer.from(key);
    return { topic: topic.name, partition: partitionOfKey(bytes, partitions), key: bytes, value: null };
}
export function bytesOf(record) {
    return record.key.length + (record.value === null ? 0 : record.value.length);
}
//# sourceMappingURL=records.js.map