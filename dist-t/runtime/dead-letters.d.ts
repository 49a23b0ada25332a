import type { DeadLetter, Delivery } from '../schemas/generated/types.ts';
import type { Refused } from './types.ts';
/** Why something is refused. Neither part holds guest data. */
export interface Cause {
    /** Stable, lower_snake. */
    readonly reason: string;
    readonly detail?: string | undefined;
}
export interface At {
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
}
/** A record of the log that `stage` refused. The same record refused again has the same id. */
export declare function refusedRecord(stage: string, at: At, payload: Buffer, cause: Cause, upstream?: string | null): DeadLetter;
/** A delivery that nothing could be made of: its body. The same delivery sent again is the same dead letter. */
export declare function refusedDelivery(stage: string, delivery: Delivery, at: At, cause: Cause): DeadLetter;
/**
 * Something an upstream or a file sent that no record could be made of. Its id holds a digest of the bytes, so that a
 * row that every poll finds again is one dead letter; a row of a file has the file and its number instead.
 */
export declare function refusedInput(stage: string, refused: Refused): DeadLetter;
/** A record that was well formed but may not go to `topic`; the payload is what would have been its value. */
export declare function refusedValue(stage: string, upstream: string | null, value: {
    readonly topic: string;
    readonly key: string;
    readonly payload: Buffer;
}, cause: Cause): DeadLetter;
