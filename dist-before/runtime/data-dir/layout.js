import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
/** Makes what is not there yet; for the owner's eyes only, since guests' data lies in it. */
export function openDataDir(path) {
    const run = join(path, 'run');
    const logs = join(path, 'logs');
    mkdirSync(path, { recursive: true, mode: 0o700 });
    mkdirSync(run, { recursive: true, mode: 0o700 });
    mkdirSync(logs, { recursive: true, mode: 0o700 });
    return { path, run, logs, id: kept(join(path, 'id'), () => randomUUID()) };
}
/** Where a process keeps its state: an instance has a folder of its own, in which relative paths of the config lie. */
export function stateFolder(dataDir, instance) {
    if (instance === undefined)
        return dataDir.path;
    const folder = join(dataDir.path, 'instances', instance);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
}
/** The token of the dashboard where the config names none: the same after every start. */
export function keptToken(dataDir) {
    return kept(join(dataDir.path, 'token'), () => randomBytes(24).toString('base64url'));
}
/** The text of a file that is written once and never changes, whoever is first. */
function kept(file, make) {
    const there = read(file);
    if (there !== undefined)
        return there;
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, `${make()}\n`, { mode: 0o600 });
    try {
        // Fails when another process was quicker; then its text counts.
        linkSync(draft, file);
    }
    catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
            throw error;
    }
    finally {
        rmSync(draft);
    }
    const text = read(file);
    if (text === undefined)
        throw new Error(`${file} is empty; delete it`);
    return text;
}
function read(file) {
    try {
        return readFileSync(file, 'utf8').trim() || undefined;
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=layout.js.map