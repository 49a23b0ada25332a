import { CommanderError, type Command as Parser } from 'commander';
import type { Environment } from '../runtime/config/environment.ts';
import { loadSettings, type Settings } from '../runtime/config/load.ts';
import { didYouMean, type Problem, problemLine, UsageProblems } from '../runtime/config/problems.ts';
import { secretsOf } from '../runtime/config/secrets.ts';
import { scrubber } from '../runtime/logging/scrub.ts';
import { type Command, flag, option } from './command.ts';
import type { Commands } from './commands.ts';
import { withDemoVenues } from './demo-venues.ts';
import type { Output } from './output.ts';
import { filePath } from './values.ts';
import { version } from './version.ts';
import { parserOption, readWords, usageOf } from './words.ts';

export interface Io {
  readonly output: Output;
  readonly cwd: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
}

const shared = {
  config: option('--config FILE', 'the config file; else REGULARS_CONFIG, else ./regulars.config.json', filePath),
};
const jsonFlag = { json: flag('--json', 'print for machines') };

/** Runs one command and gives its exit code: 0 done, 1 it failed, 2 wrong usage or config. Never throws. */
export async function runCommandLine(
  parser: Parser,
  commands: Commands,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  let outcome: Promise<number> | undefined;
  const run = (command: Command, sub: Parser) => {
    outcome = runCommand(command, sub, argv, io);
  };
  try {
    setUp(parser, await wanted(commands, argv[0]), io.output, run);
    await parser.parseAsync([...argv], { from: 'user' });
    return (await outcome) ?? 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (!(error instanceof CommanderError)) return explainFailure(error, 'regulars', undefined, io.output);
    return explainUsage([commandProblem(argv[0], Object.keys(commands))], 'regulars', io.output);
  }
}

/** The one that is named, else all of them. */
function wanted(commands: Commands, name: string | undefined): Promise<Command[]> {
  const named = Object.entries(commands).filter(([known]) => known === name);
  const loaders = named.length > 0 ? named : Object.entries(commands);
  return Promise.all(loaders.map(([, load]) => load()));
}

function setUp(
  parser: Parser,
  commands: readonly Command[],
  output: Output,
  run: (command: Command, sub: Parser) => void,
): void {
  parser
    .description('Brings the guests of a restaurant group together: feeds and webhooks → Kafka → DuckDB.')
    .usage('COMMAND [options]')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => output.print(text.trimEnd()), writeErr: () => {}, outputError: () => {} })
    .addHelpText('after', `\nregulars COMMAND --help tells more.\n${exitCodes}`);
  for (const command of commands) {
    const all = withShared(command);
    const sub = parser
      .command(command.name)
      .summary(command.summary)
      .description(command.description)
      .usage(usageOf(command))
      .helpOption('-h, --help', 'print this help')
      .allowUnknownOption()
      .allowExcessArguments()
      .addHelpText(
        'after',
        `${argumentsHelp(command)}\nExamples:\n${command.examples.map((line) => `  $ ${line}`).join('\n')}`,
      );
    for (const spec of Object.values(all.options)) sub.addOption(parserOption(spec));
    sub.action(() => run(all, sub));
  }
}

const exitCodes = 'Exit codes: 0 done · 1 it failed, the last line says why and what to do · 2 wrong usage or config';

function withShared(command: Command): Command {
  return { ...command, options: { ...command.options, ...(command.json ? jsonFlag : {}), ...shared } };
}

function argumentsHelp(command: Command): string {
  const specs = Object.values(command.arguments);
  const width = Math.max(0, ...specs.map(({ name }) => name.length));
  const lines = specs.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`);
  return lines.length === 0 ? '' : `\nArguments:\n${lines.join('\n')}\n`;
}

/** Words and config are looked at together, so that all that is wrong is told at once. */
async function runCommand(command: Command, parser: Parser, argv: readonly string[], io: Io): Promise<number> {
  const { input, problems } = readWords(command, parser, argv);
  const file = typeof input.config === 'string' ? { file: input.config } : {};
  const all = [...problems, ...(problems.length === 0 ? command.check(input) : [])];
  let settings: Settings | undefined;
  try {
    const embedded = command.embedded === true && !('file' in file);
    settings = problemsInto(all, () => loadSettings({ ...file, cwd: io.cwd, env: io.env, embedded }));
    if (all.length > 0 || settings === undefined) return explainUsage(all, `regulars ${command.name}`, io.output);
    settings = await withDemoVenues(settings);
    const { output, signal } = io;
    return (await command.run(input, { settings, output, signal, json: input.json === true })) ?? 0;
  } catch (error) {
    return explainFailure(error, `regulars ${command.name}`, settings, io.output);
  }
}

function problemsInto<T>(problems: Problem[], attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof UsageProblems)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** The first word is no command, or there is none. */
function commandProblem(word: string | undefined, names: readonly string[]): Problem {
  if (word === undefined) return { key: 'COMMAND', value: 'absent', legal: names.join(', ') };
  const known = word.startsWith('-') ? ['--help', '--version'] : names;
  const meant = didYouMean(word, known);
  const key = word.startsWith('-') ? 'option' : 'COMMAND';
  const legal = `${known.join(', ')}${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
  return { key, value: JSON.stringify(word), legal };
}

function explainUsage(problems: readonly Problem[], who: string, output: Output): number {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  output.note(`${who}: ${count}, nothing was done (${who} --help tells more)`);
  for (const problem of problems) output.note(`  ${problemLine(problem)}`);
  return 2;
}

/** The last line says why and what to do. */
function explainFailure(error: unknown, who: string, settings: Settings | undefined, output: Output): number {
  if (error instanceof UsageProblems) return explainUsage(error.problems, who, output);
  const message = error instanceof Error ? error.message : String(error);
  const { text } = scrubber(settings === undefined ? [] : secretsOf(settings.config));
  output.note(`${who}: ${text(message).replaceAll(/\s*\n\s*/g, ' ')}`);
  return 1;
}
