import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
/** Records on the log that have a dead letter: `topic|partition|offset` → the stage that wrote it last. */
export type Refusals = ReadonlyMap<string, string>;
export declare function refusalsOn(log: Log, codec: Codec, signal: AbortSignal): Promise<Refusals>;
