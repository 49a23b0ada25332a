import { createReadStream } from 'node:fs';
const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
/** Reads the file once, in pieces, from the byte `start` on (behind a byte order mark). */
export async function scanCsv(path, delimiter, start) {
    const scan = new Scan(delimiter.charCodeAt(0));
    // What a stream without an encoding gives are Buffers.
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20, start }))
        scan.take(piece);
    return scan.end();
}
class Scan {
    #delimiter;
    #blanks = [];
    #ends = { lf: false, crlf: false, cr: false };
    #records = 0;
    /** Of the line under way: whether anything is on it, whether a cell begins here, whether it is within quotes. */
    #something = false;
    #fresh = true;
    #quoted = false;
    /** The cell under way began with a quote, so that a quote right after its end is a doubled one. */
    #closing = false;
    #after_cr = false;
    constructor(delimiter) {
        this.#delimiter = delimiter;
    }
    take(piece) {
        for (let i = 0; i < piece.length; i++) {
            const byte = piece[i];
            // A doubled quote leaves and comes back.
            if (!this.#quoted)
                this.#unquoted(byte);
            else if (byte === QUOTE)
                this.#quoted = false;
        }
    }
    #unquoted(byte) {
        if (byte === LF && this.#after_cr) {
            this.#after_cr = false;
            this.#ends.crlf = true;
            return;
        }
        if (this.#after_cr) {
            this.#after_cr = false;
            this.#ends.cr = true;
        }
        if (byte === LF || byte === CR)
            this.#lineEnds(byte);
        else {
            this.#quoted = byte === QUOTE && (this.#fresh || this.#closing);
            this.#closing = this.#quoted;
            this.#fresh = byte === this.#delimiter;
            this.#something = true;
        }
    }
    #lineEnds(byte) {
        if (byte === LF)
            this.#ends.lf = true;
        this.#after_cr = byte === CR;
        if (this.#something)
            this.#records++;
        else
            this.#blanks.push(this.#records + this.#blanks.length + 1);
        this.#something = false;
        this.#fresh = true;
        this.#closing = false;
    }
    end() {
        if (this.#after_cr)
            this.#ends.cr = true;
        if (this.#something)
            this.#records++;
        const kinds = Object.values(this.#ends).filter((seen) => seen).length;
        const unterminated = this.#quoted ? this.#records : null;
        return { records: this.#records, blanks: this.#blanks, unterminated, mixed: kinds > 1 };
    }
}
//# sourceMappingURL=csv-scan.js.map