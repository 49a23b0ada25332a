import type { Codec } from '../../runtime/codec/codec.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { DeadLetter } from '../../schemas/generated/types.ts';
/** Asks for the end of every partition of every topic; `ends`: by topic/partition. */
export declare function refreshEnds(log: Log, ends: Map<string, number>): Promise<void>;
/** Puts what the sink refuses on the log. Opens its writer with the first of them. */
export declare class DeadLetters {
    #private;
    constructor(log: Log, codec: Codec);
    /** Resolves when they are durable. */
    append(letters: readonly DeadLetter[]): Promise<void>;
    close(): Promise<void>;
}
