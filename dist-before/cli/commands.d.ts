import type { Command } from './command.ts';
/** Name → command, in the order of the help. Loaded when wanted: `--help` of one does not wait for the others. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;
export declare const commands: Commands;
