import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { type RunningCommand, regulars, start } from './regulars.ts';

let folder: string;
const running: RunningCommand[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regulars-process-'));
});
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.splice(0).map(({ ended }) => ended));
  rmSync(folder, { recursive: true });
});

async function sandbox(...words: string[]): Promise<RunningCommand> {
  const one = start(['sandbox', '--orders', '50', ...words], folder);
  running.push(one);
  await expect.poll(() => one.seen.out, { timeout: 30_000 }).toContain('http://127.0.0.1:');
  return one;
}

describe('help', () => {
  test.each(Object.keys(commands))('regulars %s --help', async (name) => {
    const { code, out, err } = await regulars([name, '--help'], folder);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Usage: regulars ${name} [options]`);
    expect(out).toContain('Examples:\n  $ regulars');
    expect(out).toContain('--config FILE');
  });

  test('every command of this version is listed, and no other', async () => {
    const { code, out } = await regulars(['--help'], folder);
    const listed = [...out.matchAll(/^ {2}([a-z-]+) \[options\]/gm)].map(([, name]) => name);
    expect([code, listed]).toEqual([0, Object.keys(commands)]);
  });
});

describe('exit codes', () => {
  test('2 for wrong usage and config, all of it at once, nothing printed as a result', async () => {
    writeFileSync(join(folder, 'regulars.config.json'), '{"kafka": {"partitions": 0}, "clock": "sun"}');
    const { code, out, err } = await regulars(['query', '--format', 'xml', '--timeout', 'x'], folder);
    expect([code, out]).toEqual([2, '']);
    for (const key of ['--format', '--timeout', 'SQL', 'kafka.partitions', 'clock'])
      expect(err).toContain(`\n  ${key}: `);
  });

  test('1 when it failed, the last line says why and what to do', async () => {
    await sandbox();
    const { code, err } = await regulars(['sandbox'], folder);
    expect(code).toBe(1);
    expect(err.trimEnd().split('\n').at(-1)).toMatch(
      /^regulars sandbox: sandbox of .* is run by process \d+ .*: stop that one/,
    );
  });

  test('0 for a reader that has seen enough', async () => {
    const { child, ended } = start(['query', 'SELECT * FROM range(300000)', '--format', 'csv'], folder);
    child.stdout.once('data', () => child.stdout.destroy());
    expect((await ended).code).toBe(0);
  });
});

describe('Ctrl-C', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s drains and is exit 0', async (signal) => {
    const { child, ended } = await sandbox();
    child.kill(signal);
    expect((await ended).code).toBe(0);
  });

  test('that npm passes on a second time is still one', async () => {
    const { child, ended } = await sandbox();
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  });
});

test('kill -9 leaves the data directory free for the next one', async () => {
  const first = await sandbox();
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await sandbox();
  expect(second.child.pid).not.toBe(first.child.pid);
});

test('doctor says what is wrong with the mend beside it', async () => {
  const toast = { baseUrl: 'http://127.0.0.1:9', clientId: 'doctor-client', clientSecret: 'doctor-secret' };
  const kafka = { brokers: ['127.0.0.1:9'], schemaRegistry: 'http://127.0.0.1:9' };
  writeFileSync(join(folder, 'regulars.config.json'), JSON.stringify({ kafka, upstreams: { toast } }));
  const { code, out, err } = await regulars(['doctor', '--json'], folder);
  const checks: { what: string; ok: boolean; mend?: string }[] = JSON.parse(out);
  const bad = checks.filter(({ ok }) => !ok).map(({ what }) => what);
  expect(code).toBe(1);
  expect(bad).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^broker/),
      expect.stringMatching(/^registry/),
      expect.stringMatching(/^toast/),
    ]),
  );
  expect(checks.every(({ ok, mend }) => ok || (mend ?? '').length > 10)).toBe(true);
  expect(out + err).not.toContain('doctor-secret');
  expect(err.trimEnd()).toMatch(/are not as they should be/);
});
