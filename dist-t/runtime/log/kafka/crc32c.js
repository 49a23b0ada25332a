/** Castagnoli, reflected. */
const POLYNOMIAL = 0x82f63b78;
/** tables[k][b]: the checksum of byte b followed by k zero bytes, so that eight bytes are taken at a time. */
const tables = tablesOf(8);
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
/** CRC-32C of `bytes` from `start` to `end`, unsigned. */
export function crc32c(bytes, start = 0, end = bytes.length) {
    let crc = -1;
    let i = start;
    for (const eights = start + ((end - start) & ~7); i < eights; i += 8) {
        crc ^= bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
        crc =
            t7[crc & 0xff] ^
                t6[(crc >>> 8) & 0xff] ^
                t5[(crc >>> 16) & 0xff] ^
                t4[crc >>> 24] ^
                t3[bytes[i + 4]] ^
                t2[bytes[i + 5]] ^
                t1[bytes[i + 6]] ^
                t0[bytes[i + 7]];
    }
    for (; i < end; i++)
        crc = t0[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
    return ~crc >>> 0;
}
function tablesOf(count) {
    const first = Int32Array.from({ length: 256 }, (_, byte) => {
        let crc = byte;
        for (let bit = 0; bit < 8; bit++)
            crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
        return crc;
    });
    const all = [first];
    for (let k = 1; k < count; k++)
        all.push(all[k - 1].map((crc) => first[crc & 0xff] ^ (crc >>> 8)));
    return all;
}
//# sourceMappingURL=crc32c.js.map