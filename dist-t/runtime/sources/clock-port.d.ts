/** The pipeline's time: the wall's, or that of the sandbox. Rejects when it cannot be told. */
export interface Clock {
    now_ms(): number | Promise<number>;
}
export declare const wallClock: Clock;
/** Throws a Failure `retry` when it cannot be told. */
export declare function timeOf(clock: Clock): Promise<number>;
