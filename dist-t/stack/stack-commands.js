import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from './errors.js';
import { releaseHold } from './hold.js';
import { join as joinStack } from './join.js';
import { receive, send } from './messages.js';
import { untilSettled } from './open-stack.js';
import { stackPaths } from './paths.js';
import { connectTo } from './socket.js';
import { askStatus } from './stack-status.js';
import { startSupervisor } from './supervisor-process.js';
/** Starts the stack when needed and leaves it up until `stackDown`. Resolves when broker and registry are ready. */
export async function stackUp(options) {
    const paths = stackPaths(options.dataDir);
    const use = await joinStack({ ...options, paths, signal: new AbortController().signal });
    if (!use)
        throw new Error('unreachable: nothing aborts this');
    await held(use.socket);
    use.socket.destroy();
    return use.addresses;
}
function held(socket) {
    return new Promise((resolve, reject) => {
        const gone = () => reject(new StackError('supervisor_failed', 'the stack has ended meanwhile: start it again.'));
        socket.once('close', gone);
        receive(socket, ({ kind }) => {
            if (kind === 'held')
                resolve();
        });
        send(socket, { kind: 'hold' });
    });
}
/** Takes back the hold of `stackUp`. Resolves when the stack has ended, or with those who still use it. */
export async function stackDown({ dataDir }) {
    const paths = stackPaths(dataDir);
    const users = await release(paths);
    if (users && users.length > 0)
        return { kind: 'still_used', users };
    await untilSettled(paths);
    await runTask('sweep', paths);
    return { kind: users ? 'stopped' : 'was_stopped' };
}
/**
 * Ends the stack and deletes all topics and schemas of the data directory. Rejects with a StackError `in_use` while any
 * process uses it. The ports stay.
 */
export async function stackReset({ dataDir }) {
    const paths = stackPaths(dataDir);
    const users = (await askStatus(paths))?.users ?? [];
    if (users.length > 0)
        throw inUse(users);
    await stackDown({ dataDir });
    await runTask('reset', paths);
}
/** Those who still use the stack; undefined when it was not running. */
async function release(paths) {
    const socket = await connectTo(paths);
    releaseHold(paths.hold);
    if (!socket)
        return undefined;
    return new Promise((resolve) => {
        socket.on('error', () => socket.destroy());
        socket.once('close', () => resolve([]));
        receive(socket, (reply) => {
            if (reply.kind === 'released')
                resolve(reply.users);
            socket.destroy();
        });
        send(socket, { kind: 'release' });
    });
}
async function runTask(task, paths) {
    const done = await startSupervisor({ task, dataDir: join(paths.root, '..') }, paths).ended;
    if (done || task === 'sweep')
        return;
    await sleep(100);
    throw inUse((await askStatus(paths))?.users ?? []);
}
function inUse(users) {
    const names = users.map(({ pid, as }) => `${as} (process ${pid})`).join(', ') || 'another process';
    return new StackError('in_use', `the local stack is in use by ${names}: end it first, then reset.`);
}
//# sourceMappingURL=stack-commands.js.map