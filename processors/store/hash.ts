/** Of the bytes in [from, to), and of what `seed` is the hash of before them: 32 bits. */
export type Hash = (bytes: Uint8Array, from: number, to: number, seed: number) => number;

export const hashOf: Hash = (bytes, from, to, seed) => {
  let hash = seed ^ to;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
};
