import type { Fetched } from './fetch.ts';
import type { NamedPorts } from './ports.ts';
/** Run the stack while it is used. */
export interface ServeJob {
    readonly task: 'serve';
    readonly dataDir: string;
    readonly java: string;
    readonly fetched: Fetched;
    readonly ports: NamedPorts;
}
/** What a supervisor process is started for; its one argument, as JSON. */
export type SupervisorJob = ServeJob
/** End what a killed supervisor may have left running. */
 | {
    task: 'sweep';
    dataDir: string;
}
/** Sweep, then delete what broker and registry have stored. */
 | {
    task: 'reset';
    dataDir: string;
};
/** Exit codes of the supervisor besides 0. */
export declare const supervisorExit: {
    /** Another supervisor has the data directory. */
    readonly occupied: 75;
};
