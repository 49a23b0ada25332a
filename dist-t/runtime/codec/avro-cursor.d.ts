/**
 * Avro's binary encoding, read without making values of it: numbers as they come, texts and bytes as the place where
 * they lie. Refuses what {@link Source} refuses; throws NotAvro.
 */
export declare class AvroCursor {
    #private;
    at: number;
    /** From now on it reads there, and no further. */
    over(bytes: Buffer, at: number, end: number): void;
    get atEnd(): boolean;
    long(): number;
    int(): number;
    double(): number;
    boolean(): boolean;
    /** Passes a string or bytes, which lie from there to `at`. */
    span(): number;
    /** Which branch of a union of two follows. */
    isSecond(): boolean;
    /** How many items of an array or a map follow now; 0 after the last. Each takes a byte at least. */
    items(): number;
}
