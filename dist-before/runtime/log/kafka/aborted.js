/**
 * Tells the records of aborted transactions from the others, batch after batch in the log's order. A producer's
 * records are aborted from the transaction's first offset up to its abort marker.
 * https://kafka.apache.org/documentation/#controlbatch
 */
export class AbortedFilter {
    /** By first offset; the broker's list has the order in which they ended. */
    #ahead;
    #inside = new Set();
    constructor(aborted) {
        this.#ahead = [...aborted].sort((a, b) => a.first_offset - b.first_offset);
    }
    /** Whether a transactional batch, beginning at the offset, was aborted. */
    isAborted(first_offset, producer_id) {
        while (this.#ahead.length > 0 && this.#ahead[0].first_offset <= first_offset) {
            this.#inside.add(this.#ahead.shift().producer_id);
        }
        return this.#inside.has(producer_id);
    }
    /** An abort marker of the producer has been passed. */
    ended(producer_id) {
        this.#inside.delete(producer_id);
    }
}
//# sourceMappingURL=aborted.js.map