import type { Settings } from '../runtime/config/load.ts';
import type { Problem } from '../runtime/config/problems.ts';
import type { Output } from './output.ts';
import type { Value } from './values.ts';
/** `--flag`, or `--option VALUE`. */
export interface OptionSpec<T> {
    /** With its value's name, as the help shows it: `--format FORMAT`. */
    readonly flags: string;
    readonly description: string;
    /** Null: a flag. */
    readonly value: Value<unknown> | null;
    /** What it is when not given. */
    readonly preset: T;
}
export interface ArgumentSpec<T> {
    /** In capitals, as the help shows it. */
    readonly name: string;
    readonly description: string;
    readonly value: Value<unknown>;
    readonly arity: 'one' | 'many' | 'optional';
    /** Never set; carries the type of what is read. */
    readonly type?: T;
}
export declare function flag(flags: string, description: string): OptionSpec<boolean>;
export declare function option<T>(flags: string, description: string, value: Value<T>): OptionSpec<T | undefined>;
export declare function option<T>(flags: string, description: string, value: Value<T>, preset: T): OptionSpec<T>;
export declare function argument<T>(name: string, description: string, value: Value<T>): ArgumentSpec<T>;
export declare function maybeArgument<T>(name: string, description: string, value: Value<T>): ArgumentSpec<T | undefined>;
export declare function manyArguments<T>(name: string, description: string, value: Value<T>): ArgumentSpec<readonly T[]>;
export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;
export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec<unknown>>>;
type TypesOf<S> = {
    readonly [K in keyof S]: S[K] extends OptionSpec<infer T> ? T : S[K] extends ArgumentSpec<infer T> ? T : never;
};
/** What every command is given beside its own words. */
export interface Context {
    readonly settings: Settings;
    readonly output: Output;
    /** Aborted by Ctrl-C: finish and return, within 10 s. */
    readonly signal: AbortSignal;
    /** `--json`, for commands that know it. */
    readonly json: boolean;
}
/** The result: for machines where `--json` asks for it, else in lines for people. */
export declare function tell({ output, json }: Pick<Context, 'output' | 'json'>, value: unknown, lines: readonly string[]): void;
export interface CommandSpec<A extends ArgumentSpecs, O extends OptionSpecs> {
    readonly name: string;
    /** One line for the list of commands. */
    readonly summary: string;
    /** What it does and promises, for its own help. */
    readonly description: string;
    readonly examples: readonly string[];
    readonly arguments: A;
    readonly options: O;
    /** Whether `--json` prints for machines. */
    readonly json: boolean;
    /** Runs on embedded defaults: the config file counts only where `--config` names it. */
    readonly embedded?: boolean;
    /** What no single word can tell. Runs only when each word by itself is right. */
    check?(input: TypesOf<A> & TypesOf<O>): readonly Problem[];
    /** The exit code; nothing is 0. */
    run(input: TypesOf<A> & TypesOf<O>, context: Context): Promise<number | undefined>;
}
/** A command whose words do not matter where it is handled. */
export interface Command {
    readonly name: string;
    readonly summary: string;
    readonly description: string;
    readonly examples: readonly string[];
    readonly arguments: ArgumentSpecs;
    readonly options: OptionSpecs;
    readonly json: boolean;
    readonly embedded?: boolean;
    check(input: Readonly<Record<string, unknown>>): readonly Problem[];
    run(input: Readonly<Record<string, unknown>>, context: Context): Promise<number | undefined>;
}
export declare function defineCommand<const A extends ArgumentSpecs, const O extends OptionSpecs>(spec: CommandSpec<A, O>): Command;
export {};
