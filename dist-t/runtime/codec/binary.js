/** Avro's binary encoding. https://avro.apache.org/docs/1.11.1/specification/#binary-encoding */
const FIRST_BYTES = 64 * 1024;
/** Up to this length a string is worth a try as ASCII, byte by byte. */
const SHORT = 32;
/** Thrown for a value that is not of its schema, and for bytes that hold none. */
export class NotAvro extends Error {
    name = 'NotAvro';
}
/** Where values are written; grows as needed, and is written over by the next value. */
export class Sink {
    bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
    at = 0;
    /** A copy of what was written so far. */
    taken() {
        return Buffer.from(this.bytes.subarray(0, this.at));
    }
    long(value) {
        if (!Number.isSafeInteger(value))
            throw new NotAvro();
        this.#varint(value);
    }
    int(value) {
        if (typeof value !== 'number' || (value | 0) !== value)
            throw new NotAvro();
        this.#varint(value);
    }
    double(value) {
        if (typeof value !== 'number')
            throw new NotAvro();
        this.#room(8);
        this.at = this.bytes.writeDoubleLE(value, this.at);
    }
    boolean(value) {
        if (typeof value !== 'boolean')
            throw new NotAvro();
        this.#room(1);
        this.bytes[this.at++] = value ? 1 : 0;
    }
    string(value) {
        if (typeof value !== 'string')
            throw new NotAvro();
        if (value.length <= SHORT && this.#ascii(value))
            return;
        const length = Buffer.byteLength(value);
        this.#varint(length);
        this.#room(length);
        this.at += this.bytes.write(value, this.at);
    }
    buffer(value) {
        if (!Buffer.isBuffer(value))
            throw new NotAvro();
        this.#varint(value.length);
        this.#room(value.length);
        this.bytes.set(value, this.at);
        this.at += value.length;
    }
    /** How many items of an array or a map follow, or which branch of a union. */
    count(value) {
        this.#varint(value);
    }
    #ascii(value) {
        this.#room(1 + SHORT);
        const { bytes, at } = this;
        for (let i = 0; i < value.length; i++) {
            const unit = value.charCodeAt(i);
            if (unit > 0x7f)
                return false;
            bytes[at + 1 + i] = unit;
        }
        bytes[at] = 2 * value.length;
        this.at = at + 1 + value.length;
        return true;
    }
    /** Zigzag: the sign is the lowest bit. Done by halves, as twice a safe integer need not be one. */
    #varint(value) {
        this.#room(10);
        const { bytes } = this;
        const sign = value < 0 ? 1 : 0;
        const magnitude = sign === 1 ? -(value + 1) : value;
        let byte = ((magnitude % 0x40) << 1) | sign;
        let rest = Math.floor(magnitude / 0x40);
        while (rest > 0) {
            bytes[this.at++] = byte | 0x80;
            byte = rest % 0x80;
            rest = Math.floor(rest / 0x80);
        }
        bytes[this.at++] = byte;
    }
    #room(length) {
        if (this.at + length <= this.bytes.length)
            return;
        const larger = Buffer.allocUnsafeSlow(2 * (this.at + length));
        this.bytes.copy(larger, 0, 0, this.at);
        this.bytes = larger;
    }
}
/** Up to this many bytes a string is looked for among those read before. */
const WORD = 6;
const words = new Array(1_024).fill('');
/** Where values are read from. Whatever the bytes are, it reads no further than they go. */
export class Source {
    #bytes;
    #at;
    constructor(bytes, at) {
        this.#bytes = bytes;
        this.#at = at;
    }
    get atEnd() {
        return this.#at === this.#bytes.length;
    }
    long() {
        let byte = this.#byte();
        if (byte <= 0x7f)
            return (byte >>> 1) ^ -(byte & 1);
        const sign = byte & 1;
        let magnitude = (byte & 0x7f) >> 1;
        for (let scale = 0x40; byte > 0x7f; scale *= 0x80) {
            byte = this.#byte();
            magnitude += (byte & 0x7f) * scale;
        }
        if (magnitude > Number.MAX_SAFE_INTEGER)
            throw new NotAvro();
        return sign === 1 ? -magnitude - 1 : magnitude;
    }
    int() {
        const value = this.long();
        if ((value | 0) !== value)
            throw new NotAvro();
        return value;
    }
    double() {
        return this.#bytes.readDoubleLE(this.#pass(8));
    }
    boolean() {
        return this.#byte() === 1;
    }
    string() {
        const start = this.#pass(this.long());
        const length = this.#at - start;
        if (length > WORD)
            return this.#bytes.toString('utf8', start, this.#at);
        return length === 0 ? '' : this.#word(start, length);
    }
    /** A copy. */
    buffer() {
        const start = this.#pass(this.long());
        return Buffer.from(this.#bytes.subarray(start, this.#at));
    }
    /** Which branch of a union of two follows. */
    isSecond() {
        const branch = this.#byte();
        if (branch !== 0 && branch !== 2)
            throw new NotAvro();
        return branch === 2;
    }
    /** How many items of an array or a map follow now; 0 after the last. Each takes a byte at least. */
    items() {
        let count = this.long();
        if (count < 0) {
            count = -count;
            this.long();
        }
        if (count > this.#bytes.length - this.#at)
            throw new NotAvro();
        return count;
    }
    /** Currencies, states, venues come again and again: comparing is quicker than making a string. */
    #word(start, length) {
        const bytes = this.#bytes;
        let hash = length;
        for (let i = start; i < this.#at; i++)
            hash = (Math.imul(hash, 31) + bytes[i]) | 0;
        const slot = (hash ^ (hash >>> 12)) & (words.length - 1);
        const known = words[slot];
        let same = known.length === length;
        for (let i = 0; same && i < length; i++)
            same = known.charCodeAt(i) === bytes[start + i];
        if (same)
            return known;
        const word = bytes.toString('utf8', start, this.#at);
        if (word.length === length)
            words[slot] = word;
        return word;
    }
    #byte() {
        if (this.#at >= this.#bytes.length)
            throw new NotAvro();
        return this.#bytes[this.#at++];
    }
    /** Where the next `length` bytes begin. */
    #pass(length) {
        const start = this.#at;
        if (length < 0 || length > this.#bytes.length - start)
            throw new NotAvro();
        this.#at = start + length;
        return start;
    }
}
//# sourceMappingURL=binary.js.map