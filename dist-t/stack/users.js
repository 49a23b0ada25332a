import { createServer } from 'node:net';
import { receive, send } from './messages.js';
const grace_ms = 500;
const firstUserWithin_ms = 10_000;
/**
 * Those who use the stack. A user is a connection: however a process ends, the system closes its connections.
 * Whoever connects without saying `use` only asks, and keeps nothing alive.
 */
export class Users {
    #host;
    #server;
    #connections = new Set();
    #users = new Map();
    #leaving;
    constructor(host) {
        this.#host = host;
        this.#server = createServer((socket) => this.#arrive(socket));
        this.#leaveAfter(firstUserWithin_ms);
    }
    listen(path) {
        return new Promise((resolve, reject) => {
            this.#server.once('error', reject).listen(path, () => resolve());
        });
    }
    get list() {
        return [...this.#users.values()];
    }
    tell(reply) {
        for (const socket of this.#users.keys())
            send(socket, reply);
    }
    /** Refuses new users and lets the present ones go. */
    close() {
        clearTimeout(this.#leaving);
        this.#server.close();
        for (const socket of this.#connections)
            socket.end();
    }
    #arrive(socket) {
        this.#connections.add(socket);
        receive(socket, (request) => this.#answer(socket, request));
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
            this.#connections.delete(socket);
            if (this.#users.delete(socket))
                this.#leaveAfter(grace_ms);
        });
    }
    #answer(socket, request) {
        switch (request.kind) {
            case 'use':
                clearTimeout(this.#leaving);
                this.#users.set(socket, { pid: request.pid, as: request.as });
                for (const reply of this.#host.greeting())
                    send(socket, reply);
                return;
            case 'hold':
                this.#host.hold();
                send(socket, { kind: 'held' });
                return;
            case 'release':
                this.#host.release();
                send(socket, { kind: 'released', users: this.list });
                this.#leaveAfter(grace_ms);
                return;
            case 'status':
                send(socket, this.#host.status(this.list));
        }
    }
    #leaveAfter(wait_ms) {
        clearTimeout(this.#leaving);
        this.#leaving = setTimeout(() => {
            if (this.#users.size === 0 && !this.#host.isHeld())
                this.#host.abandoned();
        }, wait_ms);
    }
}
//# sourceMappingURL=users.js.map