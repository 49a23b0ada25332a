import type { Control } from './control.ts';
export interface Asking {
    readonly signal?: AbortSignal;
    /** Each item as it comes; the next one waits for it. */
    readonly onItem?: (item: unknown) => void | Promise<void>;
}
/**
 * Asks the process behind `control`. Throws what the command threw there; Failure `not_reachable` when the process has
 * gone, before or meanwhile.
 */
export declare function ask(control: Pick<Control, 'url' | 'token'>, name: string, input: unknown, { signal, onItem }?: Asking): Promise<unknown>;
