import type { StageStatus } from '../runtime/http/status.ts';
/** `spend: 1234 read, 987 written, lag 42, 3 s behind` */
export declare function stageLine(stage: StageStatus): string;
export declare function seconds(ms: number): string;
/** A state that goes without saying. */
export declare function busy({ state }: StageStatus): boolean;
