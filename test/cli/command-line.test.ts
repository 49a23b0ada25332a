import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command as Parser } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { argument, type Command, defineCommand, flag, manyArguments, option, tell } from '../../cli/command.ts';
import { runCommandLine } from '../../cli/command-line.ts';
import { anyText, decimal, filePath, integer, nameList, oneOf, position } from '../../cli/values.ts';
import { Failure } from '../../runtime/failures.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'regulars-cli-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const seen: unknown[] = [];

const brew = defineCommand({
  name: 'brew',
  summary: 'makes tea',
  description: 'Makes tea, and says so.',
  examples: ['regulars brew green 2'],
  arguments: {
    kind: argument('KIND', 'green or black', oneOf('green', 'black')),
    cups: manyArguments('CUP', 'how large', integer(1, 9)),
  },
  options: {
    heat: option('--heat DEGREES', 'how hot', decimal(60, 100), 80),
    dryRun: flag('--dry-run', 'only say so'),
    with: option('--with LIST', 'what goes in', nameList),
  },
  json: true,
  check: ({ kind, heat }) =>
    kind === 'green' && heat > 90 ? [{ key: '--heat', value: String(heat), legal: 'at most 90 for green' }] : [],
  async run(input, context) {
    if (input.with?.includes('fail'))
      throw new Failure('retry', 'no_water', { message: 'no water for hunter2@example.com' });
    seen.push(input);
    tell(context, { tea: input.kind }, [`${input.kind} tea`]);
    return input.with?.includes('cold') ? 1 : undefined;
  },
});

async function regulars(line: string, all: readonly Command[] = [brew]) {
  const commands = Object.fromEntries(all.map((one) => [one.name, async () => one]));
  const [out, err]: [string[], string[]] = [[], []];
  const output = {
    print: (l: string) => out.push(l),
    note: (l: string) => err.push(l),
    pass() {},
    interactive: false,
    columns: 80,
  };
  const io = { output, cwd, env: {}, signal: new AbortController().signal };
  const words = line === '' ? [] : line.split(' ');
  const code = await runCommandLine(new Parser('regulars'), commands, words, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('a command', () => {
  test('gets its words as what they are', async () => {
    seen.length = 0;
    const { code, out } = await regulars('brew green 1 2 --heat 70.5 --with milk,honey');
    expect([code, out]).toEqual([0, 'green tea']);
    expect(seen[0]).toMatchObject({ kind: 'green', cups: [1, 2], heat: 70.5, dryRun: false, with: ['milk', 'honey'] });
  });

  test('prints for machines where asked', async () => {
    expect((await regulars('brew black 1 --json')).out).toBe('{"tea":"black"}');
  });

  test('ends with its own code, 1 with the reason last when it fails', async () => {
    expect((await regulars('brew black 1 --with cold')).code).toBe(1);
    const { code, err } = await regulars('brew black 1 --with fail');
    expect([code, err]).toEqual([1, 'regulars brew: no water for (e-mail)']);
  });

  test('a word that begins with a dash can be said behind --', async () => {
    const say = {
      ...brew,
      name: 'say',
      arguments: { text: argument('TEXT', 'what', anyText) },
      options: {},
      check: () => [],
    };
    seen.length = 0;
    await regulars('say -- --loud', [{ ...say, run: async (input) => void seen.push(input) }]);
    expect(seen[0]).toMatchObject({ text: '--loud' });
  });
});

describe('help', () => {
  test('lists every command with its summary and the exit codes', async () => {
    const { code, out } = await regulars('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/brew .*makes tea/);
    expect(out).toContain('Exit codes: 0 done');
  });

  test('of a command tells arguments, options with their defaults, and examples', async () => {
    const { code, out, err } = await regulars('brew --help');
    expect([code, err]).toEqual([0, '']);
    for (const part of [
      'Usage: regulars brew [options] KIND CUP…',
      'Makes tea, and says so.',
      'KIND  green or black',
    ]) {
      expect(out).toContain(part);
    }
    expect(out).toMatch(/--heat DEGREES +how hot \(default: 80\)/);
    expect(out).toContain('$ regulars brew green 2');
    expect(out).toContain('--config FILE');
  });

  test('the version is that of the package', async () => {
    expect((await regulars('--version')).out).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

describe('wrong usage is exit 2, and everything that is wrong is told at once', () => {
  test('words and config together', async () => {
    writeFileSync(join(cwd, 'regulars.config.json'), '{"http": {"port": "x"}, "clok": 1}');
    const { code, err, out } = await regulars('brew grean 1 12 --heat 200 --dryrun --with');
    expect([code, out]).toEqual([2, '']);
    const [head, ...lines] = err.split('\n');
    expect(head).toBe('regulars brew: 7 problems, nothing was done (regulars brew --help tells more)');
    expect(lines.map((line) => line.trim().split(':')[0])).toEqual([
      '--heat',
      '--with',
      '--dryrun',
      'KIND',
      'CUP',
      'http.port',
      'clok',
    ]);
    expect(err).toContain('--heat: "200"; legal: a number from 60 to 100');
    expect(err).toContain('--with: no value; legal: names separated by commas');
    expect(err).toContain('did you mean "--dry-run"?');
    expect(err).toContain('KIND: "grean"; legal: green, black; did you mean "green"?');
    expect(err).toContain('CUP: "12"; legal: an integer from 1 to 9');
    expect(err).toContain('http.port: "x" (line 1); legal: an integer from 0 to 65535');
  });

  test.each([
    ['brew', 'KIND: absent', 'CUP: absent'],
    ['brew green', 'CUP: absent', 'an integer'],
    ['brew green 1 --heat 95', '--heat: 95', 'at most 90 for green'],
    ['brew green 1 --config nowhere.json', '--config:', 'ENOENT'],
    ['brw green', 'COMMAND: "brw"', 'did you mean "brew"?'],
    ['', 'COMMAND: absent', 'brew'],
    ['--jsn', 'option: "--jsn"', '--help, --version'],
  ])('regulars %s', async (line, problem, hint) => {
    const { code, err } = await regulars(line);
    expect(code).toBe(2);
    expect(err).toContain(problem);
    expect(err).toContain(hint);
  });

  test('a word too many', async () => {
    const only = { ...brew, name: 'only', arguments: {}, options: {}, check: () => [] };
    const { code, err } = await regulars('only what', [only]);
    expect([code, err.includes('"what": one word too many')]).toEqual([2, true]);
  });
});

describe('where a replay begins', () => {
  test.each([
    ['beginning', { kind: 'beginning' }],
    ['2026-01-31T00:00:00Z', { kind: 'time', at_ms: Date.UTC(2026, 0, 31) }],
    ['orders/0@12', { kind: 'offsets', offsets: [{ topic: 'orders', partition: 0, offset: 12 }] }],
  ])('%s', (text, expected) => expect(position.read(text)).toEqual(expected));

  test.each(['', 'begining', '2026-02-31', 'orders/0', 'orders/0@x', '12'])('"%s" is not legal', (text) => {
    expect(position.read(text)).toBeUndefined();
  });
});

test('a file is named by a path that is not empty', () => {
  expect([filePath.read('a.csv'), filePath.read('')]).toEqual(['a.csv', undefined]);
});
