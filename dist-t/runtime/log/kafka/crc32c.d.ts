/** CRC-32C of `bytes` from `start` to `end`, unsigned. */
export declare function crc32c(bytes: Uint8Array, start?: number, end?: number): number;
