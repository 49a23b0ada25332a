import type { Command } from './command.ts';
import { demo, run } from './pipeline/commands.ts';
import { stack } from './stack.ts';

/** In the order of the help. */
export const commands: readonly Command[] = [demo, run, stack];
