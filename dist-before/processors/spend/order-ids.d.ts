/**
 * Order ids, packed into words of 32 bits: a header, then the 16 bytes of `<upstream>:<uuid>`, or the UTF-8 of all
 * else. An id is read first; then it can be compared by hash and `isAt`, or stored.
 */
export declare class OrderIds {
    #private;
    /** Of the id that was read last. */
    hash: number;
    read(order_id: string): void;
    /** Whether the id that was read last is the one at `address`. */
    isAt(address: number): boolean;
    /** Stores the id that was read last; the address stays its own until it is removed. */
    store(): number;
    remove(address: number): void;
    textAt(address: number): string;
}
