import { closeSync, openSync, readSync } from 'node:fs';
import { FileProblem } from './file.js';
const LONGEST_HEADER = 64 * 1024;
/** The header of a CSV file: its delimiter is the one of `,` `;` tab `|` that it has most of. Throws a FileProblem. */
export function headerOf(path) {
    const bytes = beginningOf(path, LONGEST_HEADER);
    const start = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
    const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
    const line = bytes.subarray(start, end === -1 ? bytes.length : end);
    const text = line.toString('utf8');
    const wide = bytes[0] === 0xff || bytes[0] === 0xfe;
    if (wide || text.includes('\0') || text.includes('\ufffd') || (end === -1 && bytes.length === LONGEST_HEADER))
        throw new FileProblem(path, 'no text with a header', 'CSV in UTF-8, its first line the names of the columns');
    const delimiter = [',', ';', '\t', '|'].sort((a, b) => count(text, b) - count(text, a))[0] ?? ',';
    const names = cellsOf(text, delimiter);
    if (names.every((name) => name === ''))
        throw new FileProblem(path, 'an empty first line', 'a header with the names of the columns');
    return { names, delimiter, start };
}
export function beginningOf(path, bytes) {
    const file = openSync(path, 'r');
    try {
        const buffer = Buffer.alloc(bytes);
        return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0));
    }
    finally {
        closeSync(file);
    }
}
function count(text, delimiter) {
    return text.split(delimiter).length;
}
/** Names hold no delimiter; quotes around one are not part of it. */
function cellsOf(line, delimiter) {
    return line.split(delimiter).map((cell) => cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim());
}
//# sourceMappingURL=csv-header.js.map