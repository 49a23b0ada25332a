import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DataDir, keptToken, openDataDir, stateFolder } from '../../runtime/data-dir/layout.ts';
import { enter, type Presence, running } from '../../runtime/data-dir/presence.ts';

let folder: string;
let dataDir: DataDir;
const entered: Presence[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regulars-data-'));
  dataDir = openDataDir(join(folder, 'd'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(entered.splice(0).map((one) => one.leave()));
  rmSync(folder, { recursive: true });
});

async function come(roles: string[], instance?: string): Promise<Presence> {
  const presence = await enter(dataDir, { command: 'run', roles, ...(instance === undefined ? {} : { instance }) });
  entered.push(presence);
  return presence;
}

/** Another process that takes the roles and stays. */
async function other(roles: string[]): Promise<ChildProcess> {
  const script = new URL('./other-process.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, dataDir.path, ...roles], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(createInterface({ input: child.stdout }), 'line');
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe('one process per role and data directory', () => {
  test('a second one is refused, and the first one is named', async () => {
    await come(['producers', 'sinks']);
    await expect(come(['processors', 'sinks'])).rejects.toThrow(
      new RegExp(`sinks of .* is run by process ${process.pid} \\(regulars run\\) since .*--instance NAME`),
    );
  });

  test('one that is refused holds nothing back', async () => {
    await come(['sinks']);
    await expect(come(['processors', 'sinks'])).rejects.toThrow('sinks');
    await expect(come(['processors'])).resolves.toBeDefined();
  });

  test('other roles and other instances are welcome', async () => {
    await come(['sinks']);
    await come(['producers']);
    await come(['sinks'], 'b');
    await expect(come(['sinks'], 'b')).rejects.toThrow('sinks');
    const there = (await running(dataDir)).map((one) => `${one.roles}@${one.instance}`);
    expect(there.sort()).toEqual(['producers@null', 'sinks@b', 'sinks@null']);
  });

  test('another path to the same folder is no way around it', async () => {
    await come(['sinks']);
    symlinkSync(dataDir.path, join(folder, 'link'));
    const linked = openDataDir(join(folder, 'link'));
    await expect(enter(linked, { command: 'run', roles: ['sinks'] })).rejects.toThrow('is run by');
  });

  test('who leaves makes room', async () => {
    await (await come(['sinks'])).leave();
    expect(await running(dataDir)).toEqual([]);
    await expect(come(['sinks'])).resolves.toBeDefined();
  });

  test('another process is kept out, and after kill -9 its place is free and its traces go', async () => {
    const child = await other(['sinks']);
    await expect(come(['sinks'])).rejects.toThrow(`process ${child.pid}`);
    await killed(child);
    expect(readdirSync(dataDir.run)).not.toEqual([]);
    expect(await running(dataDir)).toEqual([]);
    expect(readdirSync(dataDir.run)).toEqual([]);
    await expect(come(['sinks'])).resolves.toBeDefined();
  });

  test('of many that come at once exactly one gets in', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => come(['a', 'b'])));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('the data directory', () => {
  test('says where a process is reached, to its owner alone', async () => {
    const presence = await come(['sinks']);
    presence.announce({ control: { url: 'http://127.0.0.1:1', token: 't' }, url: 'http://127.0.0.1:8090' });
    const [only] = await running(dataDir);
    expect(only?.control).toEqual({ url: 'http://127.0.0.1:1', token: 't' });
    const [file] = readdirSync(dataDir.run).filter((name) => name.endsWith('.json'));
    expect(statSync(join(dataDir.run, file ?? '')).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir.path).mode & 0o777).toBe(0o700);
  });

  test('keeps its id and its token', () => {
    const again = openDataDir(dataDir.path);
    expect(again.id).toBe(dataDir.id);
    expect(again.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(keptToken(again)).toBe(keptToken(dataDir));
    expect(openDataDir(join(folder, 'e')).id).not.toBe(dataDir.id);
  });

  test('gives every instance a folder of its own', () => {
    expect(stateFolder(dataDir, undefined)).toBe(dataDir.path);
    expect(stateFolder(dataDir, 'b')).toBe(join(dataDir.path, 'instances/b'));
  });
});
