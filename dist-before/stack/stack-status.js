import { setTimeout as sleep } from 'node:timers/promises';
import { lockHolder } from './lock.js';
import { receive, send } from './messages.js';
import { stackPaths } from './paths.js';
import { connectTo } from './socket.js';
/** Asks without starting or keeping anything. Waits, some seconds at most, for a stack that is just ending. */
export async function stackStatus({ dataDir }) {
    const paths = stackPaths(dataDir);
    do {
        const status = await askStatus(paths);
        if (status)
            return status;
        await sleep(20);
    } while (lockHolder(paths.root, 'supervisor') !== undefined);
    return { state: 'stopped' };
}
/** The supervisor's own word; undefined when none listens. */
export async function askStatus(paths) {
    const socket = await connectTo(paths);
    if (!socket)
        return undefined;
    return new Promise((resolve) => {
        socket.on('error', () => socket.destroy());
        socket.once('close', () => resolve(undefined));
        receive(socket, (reply) => {
            if (reply.kind === 'status')
                resolve(reply.status);
            socket.destroy();
        });
        send(socket, { kind: 'status' });
    });
}
//# sourceMappingURL=stack-status.js.map