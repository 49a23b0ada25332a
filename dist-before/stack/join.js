import { join as joinPath } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { otherWays, StackError } from './errors.js';
import { fetchDistribution } from './fetch.js';
import { brokerAddress } from './kafka.js';
import { lockHolder } from './lock.js';
import { receive, send } from './messages.js';
import { registryUrl } from './registry.js';
import { connectTo } from './socket.js';
import { startSupervisor } from './supervisor-process.js';
import { findJava } from './tools.js';
/** The supervisor has its own, longer patience with the JVMs; this is for a supervisor that cannot be reached. */
const reachWithin_ms = 60_000;
const poll_ms = 50;
/**
 * Joins the users of the stack, starting its supervisor when none runs. Resolves when broker and registry are ready;
 * undefined when aborted. Rejects with a StackError.
 */
export async function join(options) {
    const { paths, signal } = options;
    let started;
    let deadline = performance.now() + reachWithin_ms;
    while (!signal.aborted) {
        const socket = await connectTo(paths);
        if (socket)
            deadline = performance.now() + reachWithin_ms;
        const use = socket && (await useOf(socket, options));
        if (use)
            return withNamedPorts(use, options);
        if (!socket && !started?.isRunning() && lockHolder(paths.root, 'supervisor') === undefined) {
            await started?.ended;
            started = startSupervisor(await jobFor(options), paths);
            deadline = performance.now() + reachWithin_ms;
        }
        if (performance.now() > deadline)
            throw unreachable(paths);
        await sleep(poll_ms);
    }
    return undefined;
}
/** A stack that others had started before may be at other ports than those that must be had. */
function withNamedPorts(use, { ports = {} }) {
    const { brokers, schemaRegistry } = use.addresses;
    const kafkaFits = ports.kafka === undefined || brokers.includes(brokerAddress(ports.kafka));
    const registryFits = ports.registry === undefined || schemaRegistry === registryUrl(ports.registry);
    if (kafkaFits && registryFits)
        return use;
    use.socket.destroy();
    throw new StackError('port_taken', `the local stack already runs at ${brokers.join()} and ${schemaRegistry}: end it first, or name these ports.`);
}
async function jobFor(options) {
    const { dataDir, cacheDir = joinPath(dataDir, 'cache'), javaHome, ports = {}, onProgress = () => { } } = options;
    if (process.platform === 'win32')
        throw unsupported();
    const java = await findJava(javaHome);
    const fetched = await fetchDistribution(cacheDir, onProgress);
    return { task: 'serve', dataDir: joinPath(options.paths.root, '..'), java, fetched, ports };
}
/** Says what this process wants over a fresh connection. Undefined when the supervisor was just ending. */
function useOf(socket, options) {
    return new Promise((resolve, reject) => {
        const abort = () => socket.destroy();
        options.signal.addEventListener('abort', abort);
        socket.on('error', abort);
        socket.once('close', () => {
            options.signal.removeEventListener('abort', abort);
            resolve(undefined);
        });
        receive(socket, (reply) => {
            if (reply.kind === 'progress')
                options.onProgress?.(reply.progress);
            if (reply.kind === 'ready') {
                options.onProgress?.({ stage: 'ready', text: 'the local broker and registry are ready' });
                resolve({ socket, addresses: reply.addresses });
            }
            if (reply.kind !== 'failed')
                return;
            reject(new StackError(reply.code, reply.message));
            socket.destroy();
        });
        send(socket, { kind: 'use', pid: process.pid, as: options.as ?? 'a process' });
    });
}
function unreachable(paths) {
    return new StackError('start_timeout', `the supervisor of the local stack does not answer: end process ${lockHolder(paths.root, 'supervisor')?.pid ?? '?'} ` +
        `and start again; its log is in ${paths.logs}.`);
}
function unsupported() {
    return new StackError('unsupported_system', `the local broker and registry need Linux, macOS or WSL. ${otherWays}`);
}
//# sourceMappingURL=join.js.map