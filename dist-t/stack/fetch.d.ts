import { type Distribution } from './distribution.ts';
import type { OnProgress } from './progress.ts';
/** Broker and registry, ready to be started. */
export interface Fetched {
    readonly kafka_jars: string;
    readonly registry_jar: string;
}
/**
 * Broker and registry in `cacheDir`, fetched by Maven when they are not there yet.
 * The directory appears in one step with every sum checked: killed at any moment it leaves nothing half, and of
 * several processes one fetches while the others wait.
 */
export declare function fetchDistribution(cacheDir: string, onProgress: OnProgress, distribution?: Distribution): Promise<Fetched>;
