import type { Log, LogLevel } from './log.ts';
/** The log as one function of level, message and fields. */
export declare function lineOf(log: Log): (level: LogLevel, message: string, fields: object) => void;
