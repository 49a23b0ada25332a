import type { Codec } from '../codec/codec.ts';
import type { Consumed, Log } from '../log/types.ts';
import type { InputStatus } from '../tasks/component.ts';
/** The highest event time on the log. Its positions are committed with the tick that tells of them. */
export declare class EventTimes {
    #private;
    constructor(log: Log, codec: Codec);
    /** What has been read so far, as a component tells of its inputs. */
    get inputs(): readonly InputStatus[];
    get consumed(): Consumed;
    /** Goes on where the last tick had read to. */
    resume(signal: AbortSignal): Promise<void>;
    /** 0: none yet. Reads what has come since the last call; passes over what is more than a day ahead of `now_ms`. */
    highest(now_ms: number, signal: AbortSignal): Promise<number>;
}
