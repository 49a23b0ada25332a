import { type RunningStatus } from './messages.ts';
import { type StackPaths } from './paths.ts';
/** What the stack of a data directory is doing. */
export type StackStatus = RunningStatus | {
    readonly state: 'stopped';
};
/** Asks without starting or keeping anything. Waits, some seconds at most, for a stack that is just ending. */
export declare function stackStatus({ dataDir }: {
    readonly dataDir: string;
}): Promise<StackStatus>;
/** The supervisor's own word; undefined when none listens. */
export declare function askStatus(paths: StackPaths): Promise<RunningStatus | undefined>;
