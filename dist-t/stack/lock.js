import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, ownProcess } from './processes.js';
/** Takes the lock, or says which living process holds it. Never waits. Released by `release`, or by the holder's death. */
export function takeLock(dir, name) {
    mkdirSync(dir, { recursive: true });
    for (;;) {
        const highest = highestOf(dir, name);
        const holder = highest === 0 ? undefined : readHolder(join(dir, `${name}.lock.${highest}`));
        if (holder && isAlive(holder))
            return { kind: 'held', by: holder };
        const mine = join(dir, `${name}.lock.${highest + 1}`);
        if (!createWith(mine, JSON.stringify(ownProcess())))
            continue;
        if (highestOf(dir, name) !== highest + 1) {
            rmSync(mine, { force: true });
            continue;
        }
        removeBelow(dir, name, highest + 1);
        return { kind: 'taken', release: () => writeFileSync(mine, JSON.stringify(nobody)) };
    }
}
/** The living holder of the lock, if there is one. */
export function lockHolder(dir, name) {
    const highest = highestOf(dir, name);
    const holder = highest === 0 ? undefined : readHolder(join(dir, `${name}.lock.${highest}`));
    return holder && isAlive(holder) ? holder : undefined;
}
const nobody = { pid: 0, born: 'released' };
function highestOf(dir, name) {
    return Math.max(0, ...generations(dir, name));
}
function generations(dir, name) {
    const prefix = `${name}.lock.`;
    try {
        return readdirSync(dir)
            .filter((file) => file.startsWith(prefix) && /^\d+$/.test(file.slice(prefix.length)))
            .map((file) => Number(file.slice(prefix.length)));
    }
    catch {
        return [];
    }
}
function readHolder(file) {
    try {
        const value = JSON.parse(readFileSync(file, 'utf8'));
        if (typeof value !== 'object' || value === null || !('pid' in value) || !('born' in value))
            return undefined;
        if (typeof value.pid !== 'number' || typeof value.born !== 'string')
            return undefined;
        return { pid: value.pid, born: value.born };
    }
    catch {
        return undefined;
    }
}
/** Creates the file with its whole content in one step; false when it exists. */
function createWith(file, content) {
    const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.draft`;
    writeFileSync(draft, content);
    try {
        linkSync(draft, file);
        return true;
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
            return false;
        throw error;
    }
    finally {
        rmSync(draft, { force: true });
    }
}
function removeBelow(dir, name, mine) {
    for (const n of generations(dir, name)) {
        if (n < mine)
            rmSync(join(dir, `${name}.lock.${n}`), { force: true });
    }
}
//# sourceMappingURL=lock.js.map