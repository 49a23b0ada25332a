/** What the stack is doing, for people. `trouble` needs somebody's eye, though the stack goes on trying. */
export interface StackProgress {
  readonly stage: 'fetch' | 'start' | 'ready' | 'trouble';
  readonly text: string;
}

export type OnProgress = (progress: StackProgress) => void;
