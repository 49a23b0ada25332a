import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { StackError } from './errors.js';
export const defaultPorts = { kafka: 9092, controller: 9093, registry: 8081 };
/**
 * Chooses by name first, then the port kept from the last start, then the default, then any free one.
 * Throws a StackError when a named port is taken; a default or kept port that is taken is no error.
 */
export async function choosePorts(choice) {
    const { named } = choice;
    const kafka = await choosePort('kafka', choice, [named.registry]);
    const registry = await choosePort('registry', choice, [kafka]);
    const controller = await choosePort('controller', choice, [kafka, registry]);
    return { kafka, controller, registry };
}
/** The choice for one of them, keeping clear of the `reserved`. */
export async function choosePort(name, choice, reserved) {
    const named = name === 'controller' ? undefined : choice.named[name];
    if (named !== undefined) {
        if (named !== reserved[0] && (await choice.isFree(named)))
            return named;
        throw new StackError('port_taken', `port ${named}, named for the local ${name}, is taken: end what uses it, or name another port.`);
    }
    for (const port of [choice.kept[name], defaultPorts[name]]) {
        if (port !== undefined && !reserved.includes(port) && (await choice.isFree(port)))
            return port;
    }
    for (;;) {
        const port = await choice.anyFree();
        if (!reserved.includes(port))
            return port;
    }
}
/** True when nothing listens on the port, neither on loopback nor on all interfaces. */
export async function isFreePort(port) {
    return !(await isAnswered(port)) && (await listens(port)) !== undefined;
}
/** A port of the system's choice that is free now. */
export async function anyFreePort() {
    const port = await listens(0);
    if (port === undefined)
        throw new Error('the system has no free port on 127.0.0.1');
    return port;
}
function isAnswered(port) {
    return new Promise((resolve) => {
        const socket = connect({ host: '127.0.0.1', port });
        socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
        socket.on('connect', () => socket.destroy());
    });
}
function listens(port) {
    return new Promise((resolve) => {
        const server = createServer();
        server.on('error', () => resolve(undefined));
        server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
            const address = server.address();
            server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
        });
    });
}
/** The ports of the last start; none when there was none or the file is damaged. */
export function readPorts(file) {
    try {
        const value = JSON.parse(readFileSync(file, 'utf8'));
        if (typeof value !== 'object' || value === null)
            return {};
        const ports = Object.entries(value).filter(([name, port]) => name in defaultPorts && isPort(port));
        return Object.fromEntries(ports);
    }
    catch {
        return {};
    }
}
export function writePorts(file, ports) {
    writeFileSync(file, JSON.stringify(ports));
}
function isPort(value) {
    return Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
}
//# sourceMappingURL=ports.js.map