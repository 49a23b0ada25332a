/**
 * The partition of an entity, as Kafka's own clients compute it for a key: murmur2 over its UTF-8 bytes, sign bit
 * dropped, modulo the count of partitions. A writer in another language sets the partition to this hash of the key's
 * first part, not of the whole key.
 */
export function partitionOf(entity: string, partitions: number): number {
  const bytes = Buffer.from(entity, 'utf8');
  return partitionAt(bytes, 0, bytes.length, partitions);
}

/** The same, of an entity whose UTF-8 lies there. */
export function partitionAt(bytes: Uint8Array, at: number, end: number, partitions: number): number {
  return (murmur2(bytes, at, end) & 0x7fffffff) % partitions;
}

const M = 0x5bd1e995;

/** MurmurHash2, 32 bit, with the seed of Kafka's Utils.murmur2, of the bytes from `at` to `end`. Signed result. */
export function murmur2(bytes: Uint8Array, at = 0, end: number = bytes.length): number {
  let h = 0x9747b28c ^ (end - at);
  let i = at;
  for (; i + 4 <= end; i += 4) {
    let k = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    k = Math.imul(k, M);
    k = Math.imul(k ^ (k >>> 24), M);
    h = Math.imul(h, M) ^ k;
  }
  const rest = end - i;
  if (rest >= 3) h ^= bytes[i + 2]! << 16;
  if (rest >= 2) h ^= bytes[i + 1]! << 8;
  if (rest >= 1) h = Math.imul(h ^ bytes[i]!, M);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}
