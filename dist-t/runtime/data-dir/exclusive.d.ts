/** Held until released or until the process ends, however it ends: the operating system lets go of it. */
export interface Hold {
    release(): Promise<void>;
}
/**
 * Takes `name` within `folder` for this process alone; null when another one has it.
 *
 * Linux: an abstract Unix socket, Windows: a named pipe: binding is atomic, and nothing is left behind by `kill -9`.
 * Elsewhere (macOS, BSD): an advisory lock on a file that is held open. Two network namespaces (containers that share
 * a volume) do not see each other's sockets.
 */
export declare function hold(folder: string, name: string): Promise<Hold | null>;
/** Whether any process has it now. */
export declare function isHeld(folder: string, name: string): Promise<boolean>;
