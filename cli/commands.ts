import type { Command } from './command.ts';
import { stack } from './stack.ts';

/** In the order of the help. */
export const commands: readonly Command[] = [stack];
