import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
/**
 * Takes `name` within `folder` for this process alone; null when another one has it.
 *
 * Linux: an abstract Unix socket, Windows: a named pipe: binding is atomic, and nothing is left behind by `kill -9`.
 * Elsewhere (macOS, BSD): an advisory lock on a file that is held open. Two network namespaces (containers that share
 * a volume) do not see each other's sockets.
 */
export async function hold(folder, name) {
    const address = socketAddress(folder, name);
    return address === undefined ? holdFile(join(folder, `${name}.lock`)) : holdSocket(address);
}
/** Whether any process has it now. */
export async function isHeld(folder, name) {
    const address = socketAddress(folder, name);
    if (address !== undefined)
        return answers(address);
    const mine = holdFile(join(folder, `${name}.lock`));
    await mine?.release();
    return mine === null;
}
/** The folder is told by device and inode, so that every path to it leads to the same lock. */
function socketAddress(folder, name) {
    const { dev, ino } = statSync(folder, { bigint: true });
    const id = createHash('sha256').update(`${dev}:${ino}:${name}`).digest('hex').slice(0, 40);
    if (process.platform === 'linux')
        return `\0regulars-${id}`;
    return process.platform === 'win32' ? `\\\\.\\pipe\\regulars-${id}` : undefined;
}
function holdSocket(address) {
    const server = createServer((socket) => socket.destroy());
    return new Promise((resolve, reject) => {
        server.once('error', (error) => {
            if (error.code === 'EADDRINUSE')
                resolve(null);
            else
                reject(error);
        });
        server.listen(address, () => {
            server.unref();
            resolve({ release: () => new Promise((done) => server.close(() => done())) });
        });
    });
}
function answers(address) {
    return new Promise((resolve) => {
        const socket = connect(address);
        const end = (held) => {
            socket.destroy();
            resolve(held);
        };
        socket.once('connect', () => end(true));
        socket.once('error', () => end(false));
    });
}
/** `O_EXLOCK` of open(2) on macOS and the BSDs; Node has no name for it. */
const O_EXLOCK = 0x20;
function holdFile(path) {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK;
    let fd;
    try {
        fd = openSync(path, flags, 0o600);
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EWOULDBLOCK'))
            return null;
        throw error;
    }
    return { release: async () => closeSync(fd) };
}
//# sourceMappingURL=exclusive.js.map