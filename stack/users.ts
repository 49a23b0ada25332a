import { createServer, type Server, type Socket } from 'node:net';
import { type Reply, type Request, receive, type StackUser, send } from './messages.ts';

/** What the users' side asks of the supervisor. */
export interface UsersHost {
  hold(): void;
  release(): void;
  isHeld(): boolean;
  /** What a user that has just come is told: how the start goes, or that all is ready. */
  greeting(): Reply[];
  status(users: StackUser[]): Reply;
  /** Nobody uses the stack any more, nobody holds it. */
  abandoned(): void;
}

const grace_ms = 500;
const firstUserWithin_ms = 10_000;

/**
 * Those who use the stack. A user is a connection: however a process ends, the system closes its connections.
 * Whoever connects without saying `use` only asks, and keeps nothing alive.
 */
export class Users {
  readonly #host: UsersHost;
  readonly #server: Server;
  readonly #connections = new Set<Socket>();
  readonly #users = new Map<Socket, StackUser>();
  #leaving: NodeJS.Timeout | undefined;

  constructor(host: UsersHost) {
    this.#host = host;
    this.#server = createServer((socket) => this.#arrive(socket));
    this.#leaveAfter(firstUserWithin_ms);
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject).listen(path, () => resolve());
    });
  }

  get list(): StackUser[] {
    return [...this.#users.values()];
  }

  tell(reply: Reply): void {
    for (const socket of this.#users.keys()) send(socket, reply);
  }

  /** Refuses new users and lets the present ones go. */
  close(): void {
    clearTimeout(this.#leaving);
    this.#server.close();
    for (const socket of this.#connections) socket.end();
  }

  #arrive(socket: Socket): void {
    this.#connections.add(socket);
    receive<Request>(socket, (request) => this.#answer(socket, request));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#connections.delete(socket);
      if (this.#users.delete(socket)) this.#leaveAfter(grace_ms);
    });
  }

  #answer(socket: Socket, request: Request): void {
    switch (request.kind) {
      case 'use':
        clearTimeout(this.#leaving);
        this.#users.set(socket, { pid: request.pid, as: request.as });
        for (const reply of this.#host.greeting()) send(socket, reply);
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

  #leaveAfter(wait_ms: number): void {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => {
      if (this.#users.size === 0 && !this.#host.isHeld()) this.#host.abandoned();
    }, wait_ms);
  }
}
