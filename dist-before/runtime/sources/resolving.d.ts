import type PQueue from 'p-queue';
import type { Delivery } from '../../schemas/generated/types.ts';
import type { Cause } from '../dead-letters.ts';
import { type Failure } from '../failures.ts';
import { type Backoff } from '../tasks/waiting.ts';
import type { Decoded } from '../types.ts';
/** The part of an upstream's webhook that is needed here. */
export interface Resolver {
    /**
     * What the delivery tells, fetching what a thin event points to. Throws a Failure: `retry` keeps the delivery and
     * comes again, `poison` makes it a dead letter; anything else keeps it, too, until somebody has mended the cause.
     */
    resolve(delivery: Delivery, signal: AbortSignal): Promise<readonly Decoded[]>;
}
export type Resolved = {
    readonly kind: 'decoded';
    readonly decoded: readonly Decoded[];
} | {
    readonly kind: 'refused';
    readonly cause: Cause;
};
/** An upstream whose deliveries are being kept. Times are the wall's. */
export interface Trouble {
    readonly upstream: string;
    readonly since_ms: number;
    readonly attempts: number;
    readonly failure: Failure;
}
export interface ResolvingOptions {
    readonly resolvers: ReadonlyMap<string, Resolver>;
    readonly backoff: Backoff;
    readonly queue: PQueue;
}
/** Resolves deliveries, again and again where it must. */
export declare class Resolving {
    #private;
    constructor(options: ResolvingOptions);
    get troubles(): readonly Trouble[];
    /** Undefined once aborted. A place in the queue is given back while it waits for its next attempt. */
    resolve(delivery: Delivery, signal: AbortSignal): Promise<Resolved | undefined>;
}
