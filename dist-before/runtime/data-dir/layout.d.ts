/** The folder that holds everything local. */
export interface DataDir {
    /** Absolute. */
    readonly path: string;
    /** Made once, for this folder: tells apart what several data directories keep on one cluster. */
    readonly id: string;
    /** One file per running process, and their locks. */
    readonly run: string;
    readonly logs: string;
}
/** Makes what is not there yet; for the owner's eyes only, since guests' data lies in it. */
export declare function openDataDir(path: string): DataDir;
/** Where a process keeps its state: an instance has a folder of its own, in which relative paths of the config lie. */
export declare function stateFolder(dataDir: DataDir, instance: string | undefined): string;
/** The token of the dashboard where the config names none: the same after every start. */
export declare function keptToken(dataDir: DataDir): string;
