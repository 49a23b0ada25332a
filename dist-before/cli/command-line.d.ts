import { type Command as Parser } from 'commander';
import type { Environment } from '../runtime/config/environment.ts';
import type { Commands } from './commands.ts';
import type { Output } from './output.ts';
export interface Io {
    readonly output: Output;
    readonly cwd: string;
    readonly env: Environment;
    readonly signal: AbortSignal;
}
/** Runs one command and gives its exit code: 0 done, 1 it failed, 2 wrong usage or config. Never throws. */
export declare function runCommandLine(parser: Parser, commands: Commands, argv: readonly string[], io: Io): Promise<number>;
