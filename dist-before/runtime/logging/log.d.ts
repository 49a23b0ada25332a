/**
 * INFO: lifecycle. WARN: went wrong and healed by itself. ERROR: somebody must act. Normal operation logs nothing per
 * record. What is handed over is freed of secrets and contact data before it is written.
 */
export interface Log {
    debug(message: string, details?: object): void;
    info(message: string, details?: object): void;
    warn(message: string, details?: object): void;
    error(message: string, details?: object): void;
    /** The same log, its lines marked with the component that wrote them. */
    of(component: string): Log;
}
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
/** Where lines go: JSON, one per line, each ending with a newline. */
export interface LogTarget {
    write(line: string): void;
}
export interface LogOptions {
    readonly level?: LogLevel;
    /** Hidden wherever they stand. */
    readonly secrets?: readonly string[];
    readonly target: LogTarget;
}
export declare function openLog({ level, secrets, target }: LogOptions): Log;
/** Writes nothing: for tests and for callers that have no log. */
export declare const silentLog: Log;
/** Standard error, at once: a line is out before the process can end. */
export declare function stderrTarget(): LogTarget;
/** A new file `<command>-<time>.log` in `folder`; of earlier ones the last few are kept. */
export declare function fileTarget(folder: string, command: string, at: Date): LogTarget & {
    readonly path: string;
};
