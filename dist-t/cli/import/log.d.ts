import { type Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { Context } from '../command.ts';
/** A log to publish to. */
export interface Opened {
    readonly log: Log;
    readonly codec: Codec;
    close(): Promise<void>;
}
/** The config's brokers, else the local stack, which runs for as long as somebody uses it. */
export declare function openLogOf({ settings, output }: Context): Promise<Opened>;
/** Takes everything and keeps nothing: for what would be published. */
export declare function openDryLog({ settings }: Context): Promise<Opened>;
