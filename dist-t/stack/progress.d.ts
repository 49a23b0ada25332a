/** What the stack is doing, for people. `trouble` needs somebody's eye, though the stack goes on trying. */
export interface StackProgress {
    readonly stage: 'fetch' | 'start' | 'ready' | 'trouble';
    readonly text: string;
    /** The next one replaces it: a terminal overwrites it, elsewhere it is better left out. At most four a second. */
    readonly passing?: true;
}
export type OnProgress = (progress: StackProgress) => void;
