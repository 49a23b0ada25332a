export interface AbortedTransaction {
    readonly producer_id: number;
    readonly first_offset: number;
}
/**
 * Tells the records of aborted transactions from the others, batch after batch in the log's order. A producer's
 * records are aborted from the transaction's first offset up to its abort marker.
 * https://kafka.apache.org/documentation/#controlbatch
 */
export declare class AbortedFilter {
    #private;
    constructor(aborted: readonly AbortedTransaction[]);
    /** Whether a transactional batch, beginning at the offset, was aborted. */
    isAborted(first_offset: number, producer_id: number): boolean;
    /** An abort marker of the producer has been passed. */
    ended(producer_id: number): void;
}
