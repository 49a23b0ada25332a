/** Bytes of a partition in one answer; a single larger batch comes all the same. */
export const FETCH_PARTITION_BYTES = 1024 * 1024;
export const FETCH_BYTES = 16 * 1024 * 1024;
//# sourceMappingURL=record-path.js.map