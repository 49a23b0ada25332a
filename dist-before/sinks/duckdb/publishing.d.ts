import { Failure } from '../../runtime/failures.ts';
import type { Warehouse } from './warehouse.ts';
export interface Publishing {
    /** Why the last attempt failed; undefined: it did not. */
    readonly error: Failure | undefined;
    /** Makes the copy, if anything has changed since the last one. Never rejects. */
    now(): Promise<void>;
    /** A last copy, if it can be made quickly. */
    stop(): Promise<void>;
}
export interface PublishOptions {
    readonly warehouse: Warehouse;
    readonly path: string;
    readonly every_ms: number;
    /** Another number than before: something has changed. */
    changes(): number;
    /** Runs it while no transaction is open. */
    between(act: () => Promise<void>): Promise<void>;
}
/** A copy of the warehouse for other programs, every so often: DuckDB lets nobody else open the file itself. */
export declare function publishEvery(options: PublishOptions): Publishing;
