/** Keeps the stack of `file`'s data directory up without users, also over the supervisor's death. */
export declare function hold(file: string): void;
export declare function releaseHold(file: string): void;
/** True when the stack was held in this run of the machine. */
export declare function isHeld(file: string): boolean;
