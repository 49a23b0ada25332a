/** What one stage has done since the process began, and how far behind it is. */
export interface StageNumbers {
    readonly name: string;
    readonly records_in: number;
    readonly records_out: number;
    readonly bytes_in: number;
    readonly bytes_out: number;
    /** Records still to be taken in; null: not known yet. */
    readonly lag: number | null;
    /** How long ago that arrived which the stage takes in now; 0: it is at the end of its input; null: not known yet. */
    readonly freshness_ms: number | null;
    /** Facts in its state; null for a stage without. */
    readonly state_size: number | null;
}
export interface Stages {
    in(stage: string, records: number, bytes: number): void;
    out(stage: string, records: number, bytes: number): void;
    lag(stage: string, part: string, records: number, now_ms: number): void;
    state(stage: string, partition: number, size: number): void;
    numbers(now_ms: number): readonly StageNumbers[];
}
/** Stages in the order in which they were first heard of. */
export declare function createStages(): Stages;
