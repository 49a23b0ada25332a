import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from '../shared/fields.js';
const NONE = { token: null, expires_at_ms: 0, asked_at_ms: [] };
const STALE_LOCK_MS = 60_000;
const LOOK_AGAIN_MS = 25;
/** Keeps a {@link Login} in a file that its owner alone may read, replaced as a whole. */
export class TokenFile {
    folder;
    path;
    /** One file for each client at each address. */
    constructor(dataDir, baseUrl, clientId) {
        const digest = createHash('sha256').update(`${baseUrl}\n${clientId}`).digest('hex').slice(0, 16);
        this.folder = join(dataDir, 'tokens');
        this.path = join(this.folder, `toast-${digest}.json`);
    }
    /** None where there is no file, or one that nobody can read. */
    async read() {
        const text = await readFile(this.path, 'utf8').catch(() => '');
        try {
            return loginOf(JSON.parse(text));
        }
        catch {
            return NONE;
        }
    }
    async write(login) {
        await mkdir(this.folder, { recursive: true, mode: 0o700 });
        const draft = `${this.path}.${process.pid}.new`;
        await writeFile(draft, JSON.stringify(login), { mode: 0o600 });
        await rename(draft, this.path);
    }
    /** Runs the task while no other process does. The lock of a process that died is taken over. */
    async alone(task) {
        await mkdir(this.folder, { recursive: true, mode: 0o700 });
        const lock = `${this.path}.lock`;
        while (!(await taken(lock)))
            await sleep(LOOK_AGAIN_MS);
        try {
            return await task();
        }
        finally {
            await unlink(lock).catch(() => undefined);
        }
    }
}
async function taken(lock) {
    try {
        await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
        return true;
    }
    catch {
        if (await isAbandoned(lock))
            await unlink(lock).catch(() => undefined);
        return false;
    }
}
/** Its process is gone; or it is older than any login takes, as when another process has the number now. */
async function isAbandoned(lock) {
    const [holder, age_ms] = await Promise.all([
        readFile(lock, 'utf8').then(Number, () => Number.NaN),
        stat(lock).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0),
    ]);
    return age_ms > STALE_LOCK_MS || (holder > 0 && !isAlive(holder));
}
function isAlive(pid) {
    try {
        return process.kill(pid, 0);
    }
    catch (error) {
        // A process of another user's is alive all the same.
        return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
}
function loginOf(value) {
    if (!isObject(value))
        return NONE;
    const { token, expires_at_ms, asked_at_ms } = value;
    const asked = Array.isArray(asked_at_ms) ? asked_at_ms.filter((at) => typeof at === 'number') : [];
    if (typeof token !== 'string' || typeof expires_at_ms !== 'number')
        return { ...NONE, asked_at_ms: asked };
    return { token, expires_at_ms, asked_at_ms: asked };
}
//# sourceMappingURL=token-file.js.map