import { isUtf8 } from 'node:buffer';
import { NotAvro } from '../../runtime/codec/binary.js';
import { fieldOf, writeLists, writeNulls, writeTexts, writeValues } from '../../runtime/duckdb/vectors.js';
import { isUnion } from '../../schemas/avro.js';
import { onlyOf } from '../../schemas/tables.js';
/** Bytes one behind the other. */
export class Memory {
    bytes;
    at = 0;
    constructor(size) {
        this.bytes = Buffer.allocUnsafeSlow(size);
    }
    /** Copies them to its end; where they begin there. */
    add(more) {
        const start = this.at;
        this.at += more.length;
        if (this.at > this.bytes.length) {
            const larger = Buffer.allocUnsafeSlow(2 * this.at);
            this.bytes.copy(larger, 0, 0, start);
            this.bytes = larger;
        }
        this.bytes.set(more, start);
        return start;
    }
}
/** Values of one type, one a row, as they came in Avro and as DuckDB takes them: no object is made of any. */
export class Column {
    #nullable;
    #nulls;
    /** Whether any row is NULL. */
    #some = false;
    rows = 0;
    constructor(nullable, { rows }) {
        this.#nullable = nullable;
        this.#nulls = new Uint8Array(Math.max(1, rows));
    }
    /** The next row's value is what follows there. Throws NotAvro: then `cut` must follow. */
    take(cursor) {
        if (this.#nullable && !cursor.isSecond())
            this.skip();
        else {
            this.read(cursor);
            this.noted(0);
        }
    }
    /** The next row is NULL. */
    skip() {
        this.blank();
        this.noted(1);
        this.#some = true;
    }
    /** Forgets all rows from this one on. */
    cut(rows) {
        this.rows = Math.min(this.rows, rows);
    }
    /** Rows `from` to `to` (exclusive) become those of the vector. */
    write(vector, from, to) {
        if (to === from)
            return;
        this.fill(vector, from, to);
        if (this.#some)
            writeNulls(vector, this.#nulls.subarray(from, to));
    }
    /** The next row's value is in its place. */
    noted(isNull) {
        if (this.rows === this.#nulls.length)
            this.#nulls = twice(this.#nulls, new Uint8Array(2 * this.rows));
        this.#nulls[this.rows++] = isNull;
    }
}
function twice(small, large) {
    large.set(small);
    return large;
}
/** int64, in two halves: JavaScript has them as doubles. */
export class LongColumn extends Column {
    #halves;
    /** Of the last row. */
    last = 0;
    constructor(nullable, space) {
        super(nullable, space);
        this.#halves = new Int32Array(2 * Math.max(1, space.rows));
    }
    add(value) {
        this.#put(value);
        this.noted(0);
    }
    #put(value) {
        const at = 2 * this.rows;
        if (at === this.#halves.length)
            this.#halves = twice(this.#halves, new Int32Array(2 * at));
        this.#halves[at] = value | 0;
        this.#halves[at + 1] = Math.floor(value / 2 ** 32);
        this.last = value;
    }
    read(cursor) {
        this.#put(cursor.long());
    }
    blank() {
        this.#put(0);
    }
    fill(vector, from, to) {
        writeValues(vector, this.#halves.subarray(2 * from, 2 * to));
    }
}
const numbers = {
    int: { array: (length) => new Int32Array(length), next: (cursor) => cursor.int() },
    double: { array: (length) => new Float64Array(length), next: (cursor) => cursor.double() },
    boolean: { array: (length) => new Uint8Array(length), next: (cursor) => Number(cursor.boolean()) },
};
/** Any other number, and booleans. */
class NumberColumn extends Column {
    #next;
    #array;
    #values;
    constructor(nullable, space, kind) {
        super(nullable, space);
        this.#values = kind.array(Math.max(1, space.rows));
        this.#next = kind.next;
        this.#array = kind.array;
    }
    read(cursor) {
        this.#put(this.#next(cursor));
    }
    blank() {
        this.#put(0);
    }
    fill(vector, from, to) {
        writeValues(vector, this.#values.subarray(from, to));
    }
    #put(value) {
        const { rows } = this;
        if (rows === this.#values.length)
            this.#values = twice(this.#values, this.#array(2 * rows));
        this.#values[rows] = value;
    }
}
/** Texts, or bytes, which stay where they lie. */
export class TextColumn extends Column {
    #memory;
    #binary;
    #starts;
    #ends;
    constructor(nullable, space, binary) {
        super(nullable, space);
        this.#memory = space.memory;
        this.#binary = binary;
        this.#starts = new Int32Array(Math.max(1, space.rows));
        this.#ends = new Int32Array(Math.max(1, space.rows));
    }
    /** The next row's text lies there. */
    add(start, end) {
        this.#put(start, end);
        this.noted(0);
    }
    #put(start, end) {
        const { rows } = this;
        if (rows === this.#starts.length) {
            this.#starts = twice(this.#starts, new Int32Array(2 * rows));
            this.#ends = twice(this.#ends, new Int32Array(2 * rows));
        }
        this.#starts[rows] = start;
        this.#ends[rows] = end;
    }
    start(row) {
        return this.#starts[row];
    }
    end(row) {
        return this.#ends[row];
    }
    read(cursor) {
        const start = cursor.span();
        if (!this.#binary && !isText(this.#memory.bytes, start, cursor.at))
            throw new NotAvro();
        this.#put(start, cursor.at);
    }
    blank() {
        this.#put(0, 0);
    }
    fill(vector, from, to) {
        const [starts, ends] = [this.#starts.subarray(from, to), this.#ends.subarray(from, to)];
        writeTexts(vector, { memory: this.#memory.bytes, starts, ends });
    }
}
/** Whether it is UTF-8: DuckDB takes nothing else, where our codec puts U+FFFD. */
export function isText(bytes, start = 0, end = bytes.length) {
    let all = 0;
    for (let i = start; i < end; i++)
        all |= bytes[i];
    return all <= 0x7f || isUtf8(bytes.subarray(start, end));
}
class ListColumn extends Column {
    #items;
    /** Before which item the row's list ends. */
    #ends;
    constructor(nullable, space, items) {
        super(nullable, space);
        this.#items = items;
        this.#ends = new Int32Array(Math.max(1, space.rows));
    }
    cut(rows) {
        super.cut(rows);
        this.#items.cut(this.#endOf(this.rows - 1));
    }
    read(cursor) {
        let end = this.#endOf(this.rows - 1);
        for (let n = cursor.items(); n > 0; n = cursor.items()) {
            end += n;
            for (; n > 0; n--)
                this.#items.take(cursor);
        }
        this.#put(end);
    }
    blank() {
        this.#put(this.#endOf(this.rows - 1));
    }
    fill(vector, from, to) {
        const first = this.#endOf(from - 1);
        const child = writeLists(vector, this.#ends.subarray(from, to), first);
        this.#items.write(child, first, this.#endOf(to - 1));
    }
    #put(end) {
        const { rows } = this;
        if (rows === this.#ends.length)
            this.#ends = twice(this.#ends, new Int32Array(2 * rows));
        this.#ends[rows] = end;
    }
    #endOf(row) {
        return row < 0 ? 0 : this.#ends[row];
    }
}
class StructColumn extends Column {
    #fields;
    constructor(nullable, space, fields) {
        super(nullable, space);
        this.#fields = fields;
    }
    cut(rows) {
        super.cut(rows);
        for (const field of this.#fields)
            field.cut(rows);
    }
    read(cursor) {
        for (const field of this.#fields)
            field.take(cursor);
    }
    /** A field of what is NULL is NULL. */
    blank() {
        for (const field of this.#fields)
            field.skip();
    }
    fill(vector, from, to) {
        this.#fields.forEach((field, i) => {
            field.write(fieldOf(vector, i), from, to);
        });
    }
}
/** A column for values of the type. */
export function columnOf(type, space, nullable = false) {
    if (isUnion(type))
        return columnOf(onlyOf(type), space, true);
    if (typeof type === 'string')
        return primitive(type, space, nullable);
    switch (type.type) {
        case 'record': {
            const fields = type.fields.map((field) => columnOf(field.type, space));
            return new StructColumn(nullable, space, fields);
        }
        case 'array':
            return new ListColumn(nullable, space, columnOf(type.items, space));
        case 'map':
            throw new Error('no table has a map');
        default:
            return primitive(type.type, space, nullable);
    }
}
function primitive(name, space, nullable) {
    if (name === 'string' || name === 'bytes')
        return new TextColumn(nullable, space, name === 'bytes');
    if (name === 'long')
        return new LongColumn(nullable, space);
    const kind = numbers[name];
    if (kind === undefined)
        throw new Error(`no column for the Avro type ${name}`);
    return new NumberColumn(nullable, space, kind);
}
//# sourceMappingURL=columns.js.map