import type { ServeJob } from './job.ts';
import { type StackPaths } from './paths.ts';
/** Runs broker and registry while they are used or held. Resolves when both have ended and the socket is gone. */
export declare function serve(job: ServeJob, paths: StackPaths): Promise<void>;
