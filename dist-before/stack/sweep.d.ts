/**
 * Ends the JVMs of a supervisor that has been killed: SIGTERM, and SIGKILL after 8 s. They are found by the marker on
 * their command line, so there is no list that could be out of date. Resolves when none runs any more.
 */
export declare function endOrphans(marker: string): Promise<void>;
