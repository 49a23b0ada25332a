import { type SandboxOptions } from './options.ts';
export interface Sandbox {
    /** Base address of each twin, and of the sandbox's own endpoints. */
    readonly urls: {
        readonly toast: string;
        readonly sandbox: string;
    };
    readonly clock: {
        readonly anchor_ms: number;
        readonly speed: number;
        readonly now_ms: () => number;
    };
    /** Stops the clock, where it goes on at the next start, and frees the port. */
    readonly close: () => Promise<void>;
}
/** The sandbox's venues as a configuration needs them, with the id that each twin knows them by. */
export declare const SANDBOX_VENUES: {
    id: string;
    timezone: string;
    country: string;
    currency: string;
    closeoutHour: number;
    toast: string;
}[];
/** Starts the twins over one world. Rejects where the port is taken, or the kept clock is another world's. */
export declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>;
