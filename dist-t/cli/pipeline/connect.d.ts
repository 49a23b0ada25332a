import { type Codec } from '../../runtime/codec/codec.ts';
import type { Config } from '../../runtime/config/schema.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { Log as Logger } from '../../runtime/logging/log.ts';
/** The log with its codec, ready to use. */
export interface Connection {
    readonly log: Log;
    readonly codec: Codec;
    readonly brokers: readonly string[];
    readonly schemaRegistry: string;
    /** Each resolves when it answers. */
    readonly reachable: {
        broker(): Promise<unknown>;
        registry(): Promise<unknown>;
    };
    close(): Promise<void>;
}
export interface Connecting {
    readonly config: Config;
    readonly dataDir: string;
    readonly cacheDir: string;
    /** What this process calls itself to other users of the local stack. */
    readonly as: string;
    readonly logger: Logger;
    note(line: string): void;
    /** A line that the next one replaces. */
    pass(line: string): void;
    /** The local stack is lost for good. */
    onLost?(error: Error): void;
}
/** The config's brokers and registry, else the local stack; topics there, schemas registered. */
export declare function connect(connecting: Connecting): Promise<Connection>;
