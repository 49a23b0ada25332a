import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askBeside, besideWith } from '../../cli/beside.ts';
import type { Context } from '../../cli/command.ts';
import { type Hosting, host, type Pipeline } from '../../cli/host.ts';
import { loadSettings } from '../../runtime/config/load.ts';
import { Failure } from '../../runtime/failures.ts';
import { someStatus } from '../http/some-status.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'regulars-host-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** A pipeline of nothing, to see what is done with it. */
function nothing(parts: Partial<Pipeline> = {}): Pipeline & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    routes: [],
    controls: { echo: async (input) => input },
    status: someStatus,
    readiness: async () => [],
    start: async () => void calls.push('start'),
    stop: async () => void calls.push('stop'),
    untilCaughtUp: async () => void calls.push('caught up'),
    addresses: () => ['broker    127.0.0.1:9092'],
    failed: new Promise(() => {}),
    ...parts,
  };
}

function setting(parts: { config?: object; interrupted?: AbortController } = {}) {
  const out: string[] = [];
  const settings = loadSettings({ cwd, env: { REGULARS_DATA_DIR: 'data' } });
  const config = { ...settings.config, http: { ...settings.config.http, port: 0, ...parts.config } };
  const { signal } = parts.interrupted ?? new AbortController();
  const output = {
    print: (l: string) => out.push(l),
    note: (l: string) => out.push(`(${l})`),
    pass() {},
    interactive: false,
    columns: 80,
  };
  const context: Context = { settings: { ...settings, config }, output, signal, json: false };
  return { context, out, dataDir: settings.dataDir };
}

function hosting(pipeline: Pipeline, parts: Partial<Hosting> = {}): Hosting {
  const create = async () => pipeline;
  return { command: 'demo', roles: ['spend'], untilCaughtUp: true, logToFile: true, create, ...parts };
}

describe('a hosted pipeline', () => {
  test('starts, ends when it has caught up, drains, and leaves no trace of running', async () => {
    const { context, out, dataDir } = setting();
    const pipeline = nothing();
    const last = await host(hosting(pipeline), context);
    expect(pipeline.calls).toEqual(['start', 'caught up', 'stop']);
    expect(last?.tables).toEqual(someStatus().tables);
    expect(out.some((line) => line.startsWith('dashboard http://127.0.0.1:'))).toBe(true);
    expect(readdirSync(join(dataDir, 'run'))).toEqual([]);
    expect(out).toContain('broker    127.0.0.1:9092');
    const [log] = readdirSync(join(dataDir, 'logs'));
    expect(readFileSync(join(dataDir, 'logs', log ?? ''), 'utf8')).toContain('"msg":"started"');
  });

  test('answers other commands while it runs, and only one process has its role', async () => {
    const interrupted = new AbortController();
    const { context, dataDir } = setting({ interrupted });
    const running = host(hosting(nothing(), { untilCaughtUp: false }), context);
    await expect.poll(async () => (await besideWith(dataDir, 'spend'))?.control).toBeTruthy();
    const beside = await besideWith(dataDir, 'spend');
    expect(await askBeside(beside!, 'echo', { a: 1 }, {})).toEqual({ a: 1 });
    expect((await fetch(`${beside?.url}/health/live`)).status).toBe(200);
    await expect(host(hosting(nothing()), setting().context)).rejects.toThrow(`process ${process.pid}`);
    expect(await besideWith(dataDir, 'other')).toBeUndefined();
    interrupted.abort();
    expect(await running).toBeDefined();
    expect(await besideWith(dataDir, 'spend')).toBeUndefined();
  });

  test('that is interrupted while starting is stopped all the same, and that is no failure', async () => {
    const interrupted = new AbortController();
    const pipeline = nothing({ start: () => new Promise(() => interrupted.abort()) });
    await host(hosting(pipeline, { untilCaughtUp: false }), setting({ interrupted }).context);
    expect(pipeline.calls).toEqual(['stop']);
  });

  test('that cannot start is stopped, and the reason is what comes out', async () => {
    const pipeline = nothing({ start: () => Promise.reject(new Failure('fatal', 'no_java', { message: 'no Java' })) });
    await expect(host(hosting(pipeline), setting().context)).rejects.toThrow('no Java');
    expect(pipeline.calls).toEqual(['stop']);
  });

  test('of which a component fails for good ends with that reason, even if stopping fails too', async () => {
    const failed = Promise.resolve(new Failure('fatal', 'disk_full', { message: 'the disk is full' }));
    const stop = () => Promise.reject(new Error('cannot stop'));
    const pipeline = nothing({ failed, stop });
    await expect(host(hosting(pipeline, { untilCaughtUp: false }), setting().context)).rejects.toThrow(
      'the disk is full',
    );
  });

  test('bound to more than loopback asks for the token that it prints', async () => {
    const interrupted = new AbortController();
    const { context, out, dataDir } = setting({ interrupted, config: { host: '0.0.0.0' } });
    const running = host(hosting(nothing(), { untilCaughtUp: false }), context);
    await expect.poll(() => out.find((line) => line.startsWith('dashboard '))).toBeTruthy();
    const printed = out.find((line) => line.startsWith('dashboard '))?.split(' ')[1] ?? '';
    const { origin, searchParams } = new URL(printed);
    expect((await fetch(`${origin}/api/status`)).status).toBe(401);
    const headers = { authorization: `Bearer ${searchParams.get('token')}` };
    expect((await fetch(`${origin}/api/status`, { headers })).status).toBe(200);
    interrupted.abort();
    await running;
    expect(readdirSync(dataDir)).toContain('token');
  });
});
