import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from './errors.js';
import { join } from './join.js';
import { lockHolder } from './lock.js';
import { stackPaths } from './paths.js';
import { askStatus } from './stack-status.js';
/**
 * Uses the local stack of a data directory: fetches it when needed, starts it when it is not running, and resolves when
 * broker and registry are ready. Whatever dies of it is started again, at the same addresses.
 * Does not keep the process from ending. Rejects with a StackError that says what to do.
 */
export async function openStack(options) {
    const paths = stackPaths(options.dataDir);
    const aborting = new AbortController();
    const joining = { ...options, paths, signal: aborting.signal };
    const first = await join(joining);
    if (!first)
        throw new Error('unreachable: nobody can have closed a stack that is not open yet');
    let socket = first.socket;
    const rejoin = async () => {
        if (aborting.signal.aborted)
            return;
        options.onProgress?.({ stage: 'trouble', text: 'the supervisor of the local stack has gone; starting it again' });
        try {
            const use = await join(joining);
            if (!use)
                return;
            if (!sameAddresses(use, first))
                throw moved(use);
            socket = use.socket;
            settle(socket, rejoin);
        }
        catch (error) {
            options.onLost?.(error instanceof StackError ? error : new StackError('supervisor_failed', String(error)));
        }
    };
    settle(socket, rejoin);
    const close = async () => {
        aborting.abort();
        socket.destroy();
        await untilSettled(paths);
    };
    return { ...first.addresses, close };
}
function settle(socket, onGone) {
    socket.unref();
    if (socket.destroyed)
        onGone();
    else
        socket.once('close', onGone);
}
function sameAddresses(one, other) {
    return JSON.stringify(one.addresses) === JSON.stringify(other.addresses);
}
function moved({ socket, addresses }) {
    socket.destroy();
    return new StackError('port_taken', `the local broker and registry came back at ${addresses.brokers.join()} and ${addresses.schemaRegistry}, ` +
        'because another process has taken their ports: start again.');
}
/** Resolves when the stack has ended, or is kept up by another user or a hold. */
export async function untilSettled(paths) {
    while (lockHolder(paths.root, 'supervisor') !== undefined) {
        const status = await askStatus(paths);
        if (status && (status.users.length > 0 || status.held))
            return;
        await sleep(50);
    }
}
//# sourceMappingURL=open-stack.js.map