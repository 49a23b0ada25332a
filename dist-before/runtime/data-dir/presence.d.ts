import type { DataDir } from './layout.ts';
/** What a running process says of itself. Only processes that run are ever told of. */
export interface Running {
    readonly pid: number;
    /** `run`, `demo`. */
    readonly command: string;
    /** What no second process of the data directory may do at the same time. */
    readonly roles: readonly string[];
    readonly instance: string | null;
    readonly started_at: string;
    /** Where other commands reach it, and what they must show. Null until it is up. */
    readonly control: {
        readonly url: string;
        readonly token: string;
    } | null;
    /** Its dashboard. */
    readonly url: string | null;
}
/** A process's place in its data directory. */
export interface Presence {
    readonly self: Running;
    /** Tells other commands where it is reached. */
    announce(reachable: Pick<Running, 'control' | 'url'>): void;
    /** Lets others take its roles. Without it they are free when the process is gone. */
    leave(): Promise<void>;
}
export interface Entrance {
    readonly command: string;
    readonly roles: readonly string[];
    readonly instance?: string;
}
/** Takes all roles or none. Failure `already_running`, naming who has one of them. */
export declare function enter(dataDir: DataDir, entrance: Entrance): Promise<Presence>;
/** The processes that run in the data directory now, this one included. Takes away what dead ones left. */
export declare function running(dataDir: DataDir): Promise<readonly Running[]>;
