import { gunzipSync } from 'node:zlib';
import { Failure } from '../../failures.js';
import { AbortedFilter } from './aborted.js';
import { BATCH } from './batch-writer.js';
import { Cursor, readInt64 } from './bytes.js';
const COMPRESSION = 0x07;
const GZIP = 1;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const NO_HEADERS = {};
/**
 * Reads the committed records from `from` on out of fetched batches. Keys and values lie in `bytes`, nothing is
 * copied. The last batch may be cut off.
 */
export function readRecordSet(bytes, from, aborted) {
    const filter = new AbortedFilter(aborted);
    const records = [];
    let next_offset;
    for (let at = 0; at + BATCH.records <= bytes.length;) {
        const end = at + BATCH.leader_epoch + bytes.readInt32BE(at + BATCH.length);
        if (end > bytes.length)
            break;
        const batch = new Batch(bytes, at, end);
        if (batch.isVisible(filter))
            batch.readInto(records, from);
        next_offset = batch.next_offset;
        at = end;
    }
    return { records, next_offset };
}
/** One batch. https://kafka.apache.org/documentation/#recordbatch */
class Batch {
    #bytes;
    #at;
    #end;
    #attributes;
    #base_offset;
    constructor(bytes, at, end) {
        this.#bytes = bytes;
        this.#at = at;
        this.#end = end;
        this.#attributes = bytes.readInt16BE(at + BATCH.attributes);
        this.#base_offset = readInt64(bytes, at + BATCH.base_offset);
        if (bytes[at + BATCH.magic] !== 2)
            throw unreadable('a record batch older than version 2');
    }
    /** Also where compaction has taken the last records out. */
    get next_offset() {
        return this.#base_offset + this.#bytes.readInt32BE(this.#at + BATCH.last_offset_delta) + 1;
    }
    /** Neither a control batch nor of an aborted transaction. Takes note of abort markers. */
    isVisible(filter) {
        const producer_id = readInt64(this.#bytes, this.#at + BATCH.producer_id);
        if (this.#attributes & CONTROL) {
            if (this.#isAbortMarker())
                filter.ended(producer_id);
            return false;
        }
        return !(this.#attributes & TRANSACTIONAL && filter.isAborted(this.#base_offset, producer_id));
    }
    readInto(records, from) {
        const base_timestamp = readInt64(this.#bytes, this.#at + BATCH.base_timestamp);
        const max_timestamp = readInt64(this.#bytes, this.#at + BATCH.max_timestamp);
        const append_time = (this.#attributes & LOG_APPEND_TIME) !== 0;
        const cursor = this.#records();
        for (let count = this.#bytes.readInt32BE(this.#at + BATCH.count); count > 0; count--) {
            const end = cursor.varint() + cursor.at;
            cursor.at++;
            const delta = cursor.varlong();
            const offset = this.#base_offset + cursor.varint();
            if (offset >= from) {
                const timestamp_ms = append_time ? max_timestamp : base_timestamp + delta;
                const key = cursor.slice(cursor.varint()) ?? NO_KEY;
                const value = cursor.slice(cursor.varint());
                records.push({ offset, timestamp_ms, key, value, headers: readHeaders(cursor) });
            }
            cursor.at = end;
        }
    }
    #records() {
        const start = this.#at + BATCH.records;
        const codec = this.#attributes & COMPRESSION;
        if (codec === 0)
            return new Cursor(this.#bytes, start);
        // Others may write what we never do; gzip is what Node has.
        if (codec === GZIP)
            return new Cursor(gunzipSync(this.#bytes.subarray(start, this.#end)));
        throw unreadable(`records compressed with codec ${codec}`);
    }
    /** A control record's key: version (int16), type (int16: 0 abort, 1 commit). */
    #isAbortMarker() {
        if (this.#bytes.readInt32BE(this.#at + BATCH.count) === 0)
            return false;
        const cursor = this.#records();
        cursor.varint();
        cursor.at++;
        cursor.varlong();
        cursor.varint();
        return cursor.slice(cursor.varint())?.readInt16BE(2) === 0;
    }
}
const NO_KEY = Buffer.alloc(0);
function readHeaders(cursor) {
    const count = cursor.varint();
    if (count === 0)
        return NO_HEADERS;
    const headers = {};
    for (let i = 0; i < count; i++) {
        const name = cursor.text(cursor.varint());
        const length = cursor.varint();
        headers[name] = length < 0 ? '' : cursor.text(length);
    }
    return headers;
}
function unreadable(what) {
    return new Failure('fatal', 'unreadable_batch', { message: `the log holds ${what}` });
}
//# sourceMappingURL=batch-reader.js.map