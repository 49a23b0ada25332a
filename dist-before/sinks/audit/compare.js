import { shownKey, shownValue } from './shown.js';
/** Buckets that are looked into: with more of them the count of rows that differ is a lower bound. */
const LOOKED_INTO = 64;
/** Equal row for row? By checksums first, so that only what differs is looked at singly. */
export async function compare(comparing) {
    const { name, expected, found, left_out = 0 } = comparing;
    const [a, b] = [await expected.sums(), await found.sums()];
    const compared = [...a.values()].reduce((sum, { rows }) => sum + rows, 0);
    const buckets = [...new Set([...a.keys(), ...b.keys()])].filter((bucket) => a.get(bucket)?.sum !== b.get(bucket)?.sum || a.get(bucket)?.rows !== b.get(bucket)?.rows);
    const difference = await firstDifference(comparing, buckets.sort((x, y) => x - y));
    return { name, ok: difference === null, compared, left_out, difference };
}
async function firstDifference(comparing, buckets) {
    let rows = 0;
    let first;
    for (const [looked, bucket] of buckets.entries()) {
        if (first !== undefined && looked >= LOOKED_INTO)
            break;
        const keys = await differingIn(comparing, bucket);
        rows += keys.length;
        first ??= keys[0];
    }
    return first === undefined ? null : detailOf(comparing, first, rows);
}
async function differingIn({ expected, found, excused }, bucket) {
    const [a, b] = [await expected.digests(bucket), await found.digests(bucket)];
    const keys = [...new Set([...a.keys(), ...b.keys()])].sort();
    const differing = keys.filter((key) => a.get(key)?.join() !== b.get(key)?.join());
    if (differing.length === 0 || excused === undefined)
        return differing;
    const fine = await excused(differing);
    return differing.filter((key) => !fine.has(key));
}
async function detailOf({ expected, found, key }, of, rows) {
    const [a, b] = [await expected.row(of), await found.row(of)];
    const side = (name, value) => ({ side: name, value });
    const base = { rows, key: shownKey(key, a ?? b ?? {}) };
    if (a === undefined || b === undefined) {
        const word = (row) => (row === undefined ? 'no row' : 'a row');
        return { ...base, column: null, expected: side(expected.name, word(a)), found: side(found.name, word(b)) };
    }
    const column = Object.keys(a).find((one) => a[one] !== b[one]);
    if (column === undefined) {
        return { ...base, column: null, expected: side(expected.name, 'one row'), found: side(found.name, 'several') };
    }
    const value = (row) => shownValue(column, row[column] ?? null);
    return { ...base, column, expected: side(expected.name, value(a)), found: side(found.name, value(b)) };
}
//# sourceMappingURL=compare.js.map