import { hash, Random } from '../world/random.js';
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** What a GUID stands for. The number keeps the GUIDs of one order's parts apart. */
export const KIND = {
    check: 1,
    selection: 2,
    payment: 3,
    customer: 4,
    refund: 5,
    discount: 6,
    charge: 7,
    tax: 8,
    modifier: 9,
    event: 10,
    configured: 11,
    request: 12,
    device: 13,
    poison: 14,
    loyalty: 15,
    package: 16,
};
/** A version 4 GUID that follows from the integers, the same each time. */
export function guid(...parts) {
    const random = new Random(...parts);
    return written(random.bits(), random.bits(), random.bits(), random.bits());
}
/** The GUID of an order. It holds, masked, which order it is, so that no list of them is needed to find it again. */
export function orderGuid(seed, { venue, day, number }) {
    const head = hash(seed, 101, venue, day, number);
    const next = hash(seed, 102, venue, day, number);
    const high = (day * 16 + venue) ^ (hash(seed, 103, head) >>> 8);
    const low = number ^ (hash(seed, 104, head) >>> 8);
    return written(head, next, ((next & 0xffff) << 16) | (high >>> 8), ((high & 0xff) << 24) | low);
}
/** Which order a GUID is of; null where it is none of ours. */
export function orderOf(seed, text) {
    const head = Number.parseInt(text.slice(0, 8), 16);
    const high = Number.parseInt(text.slice(24, 30), 16) ^ (hash(seed, 103, head) >>> 8);
    const low = Number.parseInt(text.slice(30, 36), 16) ^ (hash(seed, 104, head) >>> 8);
    const visit = { venue: high & 15, day: high >>> 4, number: low };
    return orderGuid(seed, visit) === text.toLowerCase() ? visit : null;
}
export function isGuid(text) {
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
function written(a, b, c, d) {
    return `${byteHex(a, 24)}${byteHex(a, 16)}${byteHex(a, 8)}${byteHex(a, 0)}-${byteHex(b, 24)}${byteHex(b, 16)}-4${byteHex(b, 8)[1]}${byteHex(b, 0)}-${byteHex((c & 0x3f000000) | 0x80000000, 24)}${byteHex(c, 16)}-${byteHex(c, 8)}${byteHex(c, 0)}${byteHex(d, 24)}${byteHex(d, 16)}${byteHex(d, 8)}${byteHex(d, 0)}`;
}
function byteHex(word, shift) {
    return HEX[(word >>> shift) & 0xff];
}
//# sourceMappingURL=guid.js.map