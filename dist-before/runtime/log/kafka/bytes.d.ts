/** Kafka's integers: big endian, or of variable length with the sign in the lowest bit (zigzag). */
/** An int64 that is known to be a safe integer. */
export declare function readInt64(bytes: Buffer, at: number): number;
export declare function writeInt64(bytes: Buffer, value: number, at: number): void;
/** Of a value of 0 or more. */
export declare function varintBytes(value: number): number;
/** A value of -1 or more, below 2^31. Returns where to write on. */
export declare function writeVarint(bytes: Uint8Array, value: number, at: number): number;
/** Without a sign. */
export declare function writeUvarint(bytes: Uint8Array, value: number, at: number): number;
/** With its length in front, undefined as null. Returns where to write on. */
export declare function writeString(bytes: Buffer, at: number, text: string | undefined): number;
/** Reads on through a buffer. What it reads lies in the buffer, nothing is copied. Throws a RangeError beyond its end. */
export declare class Cursor {
    readonly bytes: Buffer;
    at: number;
    constructor(bytes: Buffer, at?: number);
    int16(): number;
    int32(): number;
    int64(): number;
    string(): string;
    varint(): number;
    uvarint(): number;
    /** A varint of up to 64 bits that is known to be a safe integer. */
    varlong(): number;
    /** Of a length that came before; null where that is negative. */
    slice(length: number): Buffer | null;
    text(length: number): string;
}
