import type { Settings } from '../runtime/config/load.ts';
import { type DataDir } from '../runtime/data-dir/layout.ts';
import type { Presence } from '../runtime/data-dir/presence.ts';
import { type HttpServer } from '../runtime/http/server.ts';
import type { Log } from '../runtime/logging/log.ts';
import type { Metrics } from '../runtime/metrics/metrics.ts';
import type { Closing } from './closing.ts';
import type { Pipeline } from './host.ts';
export interface Serving {
    readonly pipeline: Pipeline;
    readonly dataDir: DataDir;
    readonly settings: Settings;
    readonly log: Log;
    readonly metrics: Metrics;
    readonly presence: Presence;
    readonly closing: Closing;
}
/** The public server and the one for other commands of this machine; both are announced. */
export declare function openServers({ pipeline, dataDir, settings, log, metrics, presence, closing, }: Serving): Promise<HttpServer>;
/** With the token only where it is asked for and made by us: who set one knows it. */
export declare function pageUrl(server: HttpServer, { config }: Settings, dataDir: DataDir): string;
