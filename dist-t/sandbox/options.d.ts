import type { FaultSpec } from './faults.ts';
/** What `startSandbox` takes; everything has a default. */
export interface SandboxOptions {
    /** The world's seed: the same seed, orders and anchor give the same world, byte for byte. Default 20. */
    readonly seed?: number;
    /** About how many orders the year before the anchor holds. Default 50,000. */
    readonly orders?: number;
    /** How many guests come again. Default: one for four orders or so. */
    readonly guests?: number;
    /** Sandbox seconds per wall second. Default 60. */
    readonly speed?: number;
    /** No live service: the clock stands where it is, at the first start at the anchor. Default false. */
    readonly historyOnly?: boolean;
    /** How busy live service is; 1, the default, is as busy as history. */
    readonly liveFactor?: number;
    /** The first start's anchor. Default: the wall's time. */
    readonly anchor_ms?: number;
    /** Keep the vendors' request limits. Default false. */
    readonly vendorLimits?: boolean;
    /** Where the clock is kept. Default: nowhere. */
    readonly dataDir?: string;
    /** Default: any free one. */
    readonly port?: number;
    /** Faults by twin and name; see FAULTS of the twin. Default: none. */
    readonly faults?: Readonly<Record<string, Readonly<Record<string, FaultSpec>>>>;
    /** Where each twin sends its webhooks, and the secret that it signs with. Default: none are sent. */
    readonly webhooks?: {
        readonly toast?: WebhookTarget;
    };
    /** Retries of webhooks wait this many times shorter than the vendor's. Default 1. */
    readonly retryScale?: number;
}
export interface WebhookTarget {
    readonly url: string;
    readonly secret: string;
}
/** The options with every default in place. */
export interface Settings extends Required<Omit<SandboxOptions, 'dataDir' | 'anchor_ms'>> {
    readonly dataDir: string | null;
    readonly anchor_ms: number | null;
}
export declare function settingsOf(options: SandboxOptions): Settings;
export declare class SandboxOptionsError extends Error {
}
/** Reads options from JSON. Throws a SandboxOptionsError that names every key that cannot be used. */
export declare function sandboxOptions(json: string): SandboxOptions;
