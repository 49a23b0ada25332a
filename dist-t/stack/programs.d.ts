import type { Program } from './child.ts';
import type { ServeJob } from './job.ts';
import type { StackPaths } from './paths.ts';
import { type StackPorts } from './ports.ts';
/** The ports in use, and whether they may still move: until both children were ready once, nobody has been told. */
export interface Ground {
    ports: StackPorts;
    told: boolean;
}
/** The broker as a program to keep running. */
export declare function broker(job: ServeJob, paths: StackPaths, ground: Ground): Program;
/** The schema registry as a program to keep running. */
export declare function schemaRegistry(job: ServeJob, paths: StackPaths, ground: Ground): Program;
