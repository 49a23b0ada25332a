import type { Socket } from 'node:net';
import type { StackErrorCode } from './errors.ts';
import type { StackProgress } from './progress.ts';
/** What a process says to the supervisor over its connection, one JSON value per line. */
export type Request = 
/** Uses the stack until the connection closes. */
{
    kind: 'use';
    pid: number;
    as: string;
}
/** The stack stays after the last user has gone, until `release`. Answered with `held`. */
 | {
    kind: 'hold';
} | {
    kind: 'release';
} | {
    kind: 'status';
};
/** What the supervisor says. `ready` comes again after each return of a child that had died. */
export type Reply = {
    kind: 'progress';
    progress: StackProgress;
} | {
    kind: 'ready';
    addresses: StackAddresses;
} | {
    kind: 'failed';
    code: StackErrorCode;
    message: string;
} | {
    kind: 'held';
} | {
    kind: 'released';
    users: StackUser[];
} | {
    kind: 'status';
    status: RunningStatus;
};
/** Where the stack is reached. */
export interface StackAddresses {
    readonly brokers: string[];
    readonly schemaRegistry: string;
}
export interface StackUser {
    readonly pid: number;
    /** What it calls itself, such as `demo`. */
    readonly as: string;
}
export interface StackChild {
    readonly name: string;
    /** null while it is down. */
    readonly pid: number | null;
    readonly ready: boolean;
    readonly restarts: number;
}
export interface RunningStatus extends StackAddresses {
    readonly state: 'starting' | 'running';
    /** True between `stack up` and `stack down`. */
    readonly held: boolean;
    readonly supervisor_pid: number;
    readonly uptime_ms: number;
    readonly users: StackUser[];
    readonly children: StackChild[];
    readonly kafka_version: string;
    readonly registry_version: string;
}
/** Sends one message; to a connection that has closed it is dropped. */
export declare function send(socket: Socket, message: Request | Reply): void;
/** Calls `onMessage` for each message that arrives. Both ends are of one version of this package, hence the type is trusted. */
export declare function receive<M extends Request | Reply>(socket: Socket, onMessage: (message: M) => void): void;
