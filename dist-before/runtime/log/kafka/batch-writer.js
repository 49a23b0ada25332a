import { varintBytes, writeInt64, writeVarint } from './bytes.js';
import { crc32c } from './crc32c.js';
const MAGIC = 2;
const TRANSACTIONAL = 0x10;
const NO_TIMESTAMP_DELTA = 0;
const NO_ATTRIBUTES = 0;
/** Where the parts of a batch's header lie. https://kafka.apache.org/documentation/#recordbatch */
export const BATCH = {
    base_offset: 0,
    length: 8,
    leader_epoch: 12,
    magic: 16,
    crc: 17,
    attributes: 21,
    last_offset_delta: 23,
    base_timestamp: 27,
    max_timestamp: 35,
    producer_id: 43,
    producer_epoch: 51,
    base_sequence: 53,
    count: 57,
    records: 61,
};
/** The most that a batch of these records takes. */
export function batchBytes(records) {
    let bytes = BATCH.records;
    for (const record of records)
        bytes += 5 + recordBytes(record, records.length);
    return bytes;
}
/** Writes the records as one batch at `at`, all with the same time of writing. Returns where to write on. */
export function writeBatch(bytes, at, { records, first_sequence }, { producer, now_ms }) {
    let end = at + BATCH.records;
    for (let i = 0; i < records.length; i++)
        end = writeRecord(bytes, end, records[i], i);
    writeInt64(bytes, 0, at + BATCH.base_offset);
    bytes.writeInt32BE(end - at - BATCH.leader_epoch, at + BATCH.length);
    // For the broker to fill in.
    bytes.writeInt32BE(0, at + BATCH.leader_epoch);
    bytes[at + BATCH.magic] = MAGIC;
    bytes.writeInt16BE(producer.transactional_id === undefined ? 0 : TRANSACTIONAL, at + BATCH.attributes);
    bytes.writeInt32BE(records.length - 1, at + BATCH.last_offset_delta);
    writeInt64(bytes, now_ms, at + BATCH.base_timestamp);
    writeInt64(bytes, now_ms, at + BATCH.max_timestamp);
    writeInt64(bytes, Number(producer.id), at + BATCH.producer_id);
    bytes.writeInt16BE(producer.epoch, at + BATCH.producer_epoch);
    bytes.writeInt32BE(first_sequence, at + BATCH.base_sequence);
    bytes.writeInt32BE(records.length, at + BATCH.count);
    bytes.writeUInt32BE(crc32c(bytes, at + BATCH.attributes, end), at + BATCH.crc);
    return end;
}
/** length, attributes, timestamp delta, offset delta, key, value, headers; all numbers varints. */
function writeRecord(bytes, at, record, index) {
    const { key, value, headers } = record;
    let to = writeVarint(bytes, recordBytes(record, index), at);
    bytes[to++] = NO_ATTRIBUTES;
    bytes[to++] = NO_TIMESTAMP_DELTA;
    to = writeVarint(bytes, index, to);
    to = writeVarint(bytes, key.length, to);
    bytes.set(key, to);
    to += key.length;
    if (value === null) {
        to = writeVarint(bytes, -1, to);
    }
    else {
        to = writeVarint(bytes, value.length, to);
        bytes.set(value, to);
        to += value.length;
    }
    return writeHeaders(bytes, to, headers);
}
function writeHeaders(bytes, at, headers) {
    if (headers === undefined)
        return writeVarint(bytes, 0, at);
    const names = Object.keys(headers);
    let to = writeVarint(bytes, names.length, at);
    for (const name of names)
        to = writeText(bytes, writeText(bytes, to, name), headers[name]);
    return to;
}
function writeText(bytes, at, text) {
    const to = writeVarint(bytes, Buffer.byteLength(text), at);
    return to + bytes.write(text, to);
}
/** Without the length in front. */
function recordBytes({ key, value, headers }, index) {
    const value_bytes = value === null ? 1 : varintBytes(value.length) + value.length;
    return 2 + varintBytes(index) + varintBytes(key.length) + key.length + value_bytes + headersBytes(headers);
}
function headersBytes(headers) {
    if (headers === undefined)
        return 1;
    const names = Object.keys(headers);
    let bytes = varintBytes(names.length);
    for (const name of names)
        bytes += textBytes(name) + textBytes(headers[name]);
    return bytes;
}
function textBytes(text) {
    const length = Buffer.byteLength(text);
    return varintBytes(length) + length;
}
//# sourceMappingURL=batch-writer.js.map