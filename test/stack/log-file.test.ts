import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LogFile } from '../../stack/log-file.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'regulars-log-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a log never takes more room than two files of its bound', () => {
  const log = new LogFile(join(dir, 'logs', 'kafka.log'));
  const chunk = `${'x'.repeat(99_999)}\n`;
  for (let written = 0; written < 12_000_000; written += chunk.length) log.append(chunk);
  const files = readdirSync(join(dir, 'logs')).sort();
  expect(files).toEqual(['kafka.log', 'kafka.log.1']);
  for (const file of files) expect(statSync(join(dir, 'logs', file)).size).toBeLessThan(2_300_000);
});

test('a log goes on where the start before has left it', () => {
  const path = join(dir, 'kafka.log');
  new LogFile(path).append('first\n');
  new LogFile(path).append('second\n');
  expect(statSync(path).size).toBe('first\nsecond\n'.length);
});

test('the last lines are shown, empty ones left out', () => {
  const log = new LogFile(join(dir, 'kafka.log'));
  log.append(Array.from({ length: 40 }, (_, n) => `line ${n}\n\n`).join(''));
  expect(log.tail().split('\n')).toHaveLength(15);
  expect(log.tail()).toMatch(/^ {2}line 25\n[\s\S]* {2}line 39$/);
});

test("the last lines name an error of Java's and its cause, not the frames of its stack", () => {
  const log = new LogFile(join(dir, 'kafka.log'));
  const frames = Array.from({ length: 30 }, (_, n) => `\tat kafka.server.Some$${n}.startup(Some.scala:${n})`);
  const cause = 'Caused by: org.apache.kafka.common.errors.UnsupportedVersionException: too new';
  log.append(['java.lang.RuntimeException: no', ...frames, cause, ...frames, '\t... 12 more', ''].join('\n'));
  expect(log.tail()).toBe(`  java.lang.RuntimeException: no\n  ${cause}\n  \t... 12 more`);
});
