/**
 * The partition of an entity, as Kafka's own clients compute it for a key: murmur2 over its UTF-8 bytes, sign bit
 * dropped, modulo the count of partitions. A writer in another language sets the partition to this hash of the key's
 * first part, not of the whole key.
 */
export declare function partitionOf(entity: string, partitions: number): number;
/** MurmurHash2, 32 bit, with the seed of Kafka's Utils.murmur2, of the first `length` bytes. Signed result. */
export declare function murmur2(bytes: Uint8Array, length?: number): number;
