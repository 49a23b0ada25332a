/** Avro's binary encoding. https://avro.apache.org/docs/1.11.1/specification/#binary-encoding */
/** Thrown for a value that is not of its schema, and for bytes that hold none. */
export declare class NotAvro extends Error {
    readonly name = "NotAvro";
}
/** Where values are written; grows as needed, and is written over by the next value. */
export declare class Sink {
    #private;
    bytes: Buffer<ArrayBuffer>;
    at: number;
    /** A copy of what was written so far. */
    taken(): Buffer;
    long(value: unknown): void;
    int(value: unknown): void;
    double(value: unknown): void;
    boolean(value: unknown): void;
    string(value: unknown): void;
    buffer(value: unknown): void;
    /** How many items of an array or a map follow, or which branch of a union. */
    count(value: number): void;
}
/** Where values are read from. Whatever the bytes are, it reads no further than they go. */
export declare class Source {
    #private;
    constructor(bytes: Buffer, at: number);
    get atEnd(): boolean;
    long(): number;
    int(): number;
    double(): number;
    boolean(): boolean;
    string(): string;
    /** A copy. */
    buffer(): Buffer;
    /** Which branch of a union of two follows. */
    isSecond(): boolean;
    /** How many items of an array or a map follow now; 0 after the last. Each takes a byte at least. */
    items(): number;
}
