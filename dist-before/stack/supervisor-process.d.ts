import { type SupervisorJob } from './job.ts';
import { type StackPaths } from './paths.ts';
/** A supervisor that has been started; whether it gets the data directory is its own matter. */
export interface StartedSupervisor {
    isRunning(): boolean;
    /** Resolves when it has ended, false when another one had the data directory. Rejects with a StackError when it failed. */
    readonly ended: Promise<boolean>;
}
/** Starts a supervisor in a session of its own, which neither a terminal's Ctrl-C nor the end of this process reaches. */
export declare function startSupervisor(job: SupervisorJob, paths: StackPaths): StartedSupervisor;
