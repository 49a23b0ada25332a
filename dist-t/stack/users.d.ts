import { type Reply, type StackUser } from './messages.ts';
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
/**
 * Those who use the stack. A user is a connection: however a process ends, the system closes its connections.
 * Whoever connects without saying `use` only asks, and keeps nothing alive.
 */
export declare class Users {
    #private;
    constructor(host: UsersHost);
    listen(path: string): Promise<void>;
    get list(): StackUser[];
    tell(reply: Reply): void;
    /** Refuses new users and lets the present ones go. */
    close(): void;
}
