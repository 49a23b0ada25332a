import { entityOf, splitKey } from '../../schemas/keys.js';
/**
 * The changes that entries (in log order) come to, for one table. Inside a round the order does not matter: a row has
 * either one value or tombstones only; rounds are applied one after the other.
 */
export function roundsOf(table, entries) {
    return table.keeps === 'latest' ? [latestOf(entries)] : versionedRounds(entries);
}
function latestOf(entries) {
    const last = new Map();
    for (const { key, value } of entries)
        last.set(key, { k: key, g: value === null, v: value });
    return [...last.values()];
}
/** A tombstone takes away the version it names, so what was put before it and what comes after it stay apart. */
function versionedRounds(entries) {
    const rounds = [];
    let puts = new Map();
    let gone = [];
    let goneKeys = new Set();
    const close = () => {
        if (puts.size + gone.length > 0)
            rounds.push([...puts.values(), ...gone]);
        puts = new Map();
        gone = [];
        goneKeys = new Set();
    };
    for (const { key, value } of entries) {
        const k = entityOf(key);
        if (value === null ? puts.has(k) : goneKeys.has(k))
            close();
        if (value === null) {
            gone.push({ k, g: true, v: { version: Number(splitKey(key).at(-1)) } });
            goneKeys.add(k);
        }
        else if (isNewer(value, puts.get(k)?.v))
            puts.set(k, { k, g: false, v: value });
    }
    close();
    return rounds;
}
function isNewer(value, than) {
    return than === undefined || Number(value?.version) >= Number(than?.version);
}
//# sourceMappingURL=rounds.js.map