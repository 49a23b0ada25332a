/** Kafka's integers: big endian, or of variable length with the sign in the lowest bit (zigzag). */
const TWO_32 = 2 ** 32;
/** An int64 that is known to be a safe integer. */
export function readInt64(bytes, at) {
    return bytes.readInt32BE(at) * TWO_32 + bytes.readUInt32BE(at + 4);
}
export function writeInt64(bytes, value, at) {
    bytes.writeInt32BE(Math.floor(value / TWO_32), at);
    bytes.writeUInt32BE(value >>> 0, at + 4);
}
/** Of a value of 0 or more. */
export function varintBytes(value) {
    if (value < 0x40)
        return 1;
    if (value < 0x2000)
        return 2;
    if (value < 0x10_0000)
        return 3;
    return value < 0x800_0000 ? 4 : 5;
}
/** A value of -1 or more, below 2^31. Returns where to write on. */
export function writeVarint(bytes, value, at) {
    return writeUvarint(bytes, ((value << 1) ^ (value >> 31)) >>> 0, at);
}
/** Without a sign. */
export function writeUvarint(bytes, value, at) {
    let rest = value;
    let to = at;
    while (rest > 0x7f) {
        bytes[to++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
    }
    bytes[to++] = rest;
    return to;
}
/** With its length in front, undefined as null. Returns where to write on. */
export function writeString(bytes, at, text) {
    if (text === undefined)
        return bytes.writeInt16BE(-1, at);
    const length = bytes.write(text, at + 2);
    bytes.writeInt16BE(length, at);
    return at + 2 + length;
}
/** Reads on through a buffer. What it reads lies in the buffer, nothing is copied. Throws a RangeError beyond its end. */
export class Cursor {
    bytes;
    at;
    constructor(bytes, at = 0) {
        this.bytes = bytes;
        this.at = at;
    }
    int16() {
        const value = this.bytes.readInt16BE(this.at);
        this.at += 2;
        return value;
    }
    int32() {
        const value = this.bytes.readInt32BE(this.at);
        this.at += 4;
        return value;
    }
    int64() {
        const value = readInt64(this.bytes, this.at);
        this.at += 8;
        return value;
    }
    string() {
        const length = this.int16();
        return length < 0 ? '' : this.text(length);
    }
    varint() {
        const value = this.uvarint();
        return (value >>> 1) ^ -(value & 1);
    }
    uvarint() {
        const { bytes } = this;
        let byte = bytes[this.at++];
        let value = byte & 0x7f;
        for (let shift = 7; byte > 0x7f; shift += 7) {
            byte = bytes[this.at++];
            value |= (byte & 0x7f) << shift;
        }
        return value;
    }
    /** A varint of up to 64 bits that is known to be a safe integer. */
    varlong() {
        const { bytes } = this;
        let value = 0;
        for (let scale = 1;; scale *= 0x80) {
            const byte = bytes[this.at++];
            value += (byte & 0x7f) * scale;
            if (byte <= 0x7f)
                return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
        }
    }
    /** Of a length that came before; null where that is negative. */
    slice(length) {
        if (length < 0)
            return null;
        const start = this.at;
        this.at += length;
        if (this.at > this.bytes.length)
            throw new RangeError('beyond the end');
        return this.bytes.subarray(start, this.at);
    }
    text(length) {
        const start = this.at;
        this.at += length;
        return this.bytes.toString('utf8', start, this.at);
    }
}
//# sourceMappingURL=bytes.js.map