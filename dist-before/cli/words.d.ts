import { Option, type Command as Parser } from 'commander';
import { type Problem } from '../runtime/config/problems.ts';
import type { Command, OptionSpec } from './command.ts';
export interface Words {
    readonly input: Readonly<Record<string, unknown>>;
    readonly problems: readonly Problem[];
}
/**
 * The option for the parser. It takes its value as optional, so that one that is missing is told together with all
 * else that is wrong; the help shows it as it is.
 */
export declare function parserOption(spec: OptionSpec<unknown>): Option;
/** What the parser found in `argv`, as the command declares it, and everything that is wrong with it. */
export declare function readWords(command: Command, parser: Parser, argv: readonly string[]): Words;
/** `[options] KIND FILE…` */
export declare function usageOf(command: Command): string;
