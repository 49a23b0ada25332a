import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockHolder, takeLock } from '../../stack/lock.ts';
import { birthOf, isAlive, ownProcess, processesWithArgument } from '../../stack/processes.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'regulars-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const held = (n: number, by: { pid: number; born: string }) =>
  writeFileSync(join(dir, `fetch.lock.${n}`), JSON.stringify(by));

test('a lock is had by one at a time and can be had again', () => {
  const mine = takeLock(dir, 'fetch');
  expect(takeLock(dir, 'fetch')).toEqual({ kind: 'held', by: ownProcess() });
  expect(takeLock(dir, 'other').kind).toBe('taken');
  if (mine.kind === 'taken') mine.release();
  expect(lockHolder(dir, 'fetch')).toBeUndefined();
  expect(takeLock(dir, 'fetch').kind).toBe('taken');
});

test('the lock of a dead process is taken over', () => {
  held(7, { pid: 2 ** 22 + 1, born: 'long ago' });
  expect(takeLock(dir, 'fetch').kind).toBe('taken');
  expect(readdirSync(dir)).toEqual(['fetch.lock.8']);
});

test('a process that merely has the pid of the dead holder does not keep the lock', () => {
  held(1, { pid: process.pid, born: 'before this process' });
  expect(lockHolder(dir, 'fetch')).toBeUndefined();
  expect(takeLock(dir, 'fetch').kind).toBe('taken');
});

test('only the last holder counts, whatever earlier ones have left', () => {
  held(3, { pid: 2 ** 22 + 1, born: 'long ago' });
  held(12, ownProcess());
  writeFileSync(join(dir, 'fetch.lock.13.99.cafe.draft'), 'half writ');
  expect(takeLock(dir, 'fetch').kind).toBe('held');
});

test('a damaged lock belongs to nobody', () => {
  writeFileSync(join(dir, 'fetch.lock.1'), '{"pid":');
  expect(takeLock(dir, 'fetch').kind).toBe('taken');
});

test('a process is known by its birth', () => {
  expect(isAlive(ownProcess())).toBe(true);
  expect(birthOf(2 ** 22 + 1)).toBeUndefined();
  expect(birthOf(process.ppid)).not.toBe(undefined);
});

test('processes are found by a whole argument, not by a part of one', async () => {
  const marker = `-Dregulars.stack=${process.pid}`;
  const args = ['-e', 'console.log(1); setInterval(() => {}, 1000)'];
  const ours = spawn(process.execPath, [...args, '--', marker]);
  const stranger = spawn(process.execPath, [...args, '--', `${marker}0`]);
  await Promise.all([ours, stranger].map((child) => new Promise((resolve) => child.stdout.once('data', resolve))));
  expect(processesWithArgument(marker)).toEqual([ours.pid]);
  ours.kill('SIGKILL');
  await new Promise((resolve) => ours.once('close', resolve));
  expect(processesWithArgument(marker)).toEqual([]);
  stranger.kill('SIGKILL');
});
