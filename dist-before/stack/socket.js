import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
/** The path of a unix socket holds 103 bytes on macOS and 107 on Linux (sun_path in <sys/un.h>). */
const maxPathBytes = 100;
/** A fresh path for the supervisor to listen on, written down where its users look for it. Clears up after the one before. */
export function newSocketPath(paths) {
    removeSocket(paths);
    const near = join(paths.root, 'supervisor.sock');
    const path = Buffer.byteLength(near) <= maxPathBytes ? near : join(mkdtempSync(join(tmpdir(), 'regulars-')), 'stack.sock');
    writeFileSync(paths.socket, path);
    return path;
}
/** Takes away the socket and what says where it is. */
export function removeSocket(paths) {
    const path = writtenPath(paths);
    if (path === undefined)
        return;
    rmSync(path, { force: true });
    if (dirname(path) !== paths.root)
        rmSync(dirname(path), { recursive: true, force: true });
    rmSync(paths.socket, { force: true });
}
/** A connection to the supervisor; undefined when none listens. */
export function connectTo(paths) {
    const path = writtenPath(paths);
    if (path === undefined)
        return Promise.resolve(undefined);
    return new Promise((resolve) => {
        const socket = connect(path);
        socket.once('connect', () => resolve(socket)).once('error', () => resolve(undefined));
    });
}
function writtenPath(paths) {
    try {
        return readFileSync(paths.socket, 'utf8') || undefined;
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=socket.js.map