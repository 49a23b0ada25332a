import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type StackPaths, stackPaths } from '../../stack/paths.ts';
import { connectTo, newSocketPath, removeSocket } from '../../stack/socket.ts';

const dir = mkdtempSync(join(tmpdir(), 'regulars-socket-'));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function listen(paths: StackPaths): Promise<{ server: Server; path: string }> {
  const path = newSocketPath(paths);
  const server = createServer().listen(path);
  await new Promise((resolve) => server.once('listening', resolve));
  return { server, path };
}

test.for([
  ['short', join(dir, 'data')],
  ['longer than any socket may have', join(dir, 'd'.repeat(100), 'd'.repeat(100))],
] as const)('a data directory whose path is %s has a socket that its users find', async ([, dataDir]) => {
  const paths = stackPaths(dataDir);
  expect(await connectTo(paths)).toBeUndefined();
  const first = await listen(paths);
  const user = await connectTo(paths);
  expect(user).toBeDefined();
  user?.destroy();

  // As after a kill: the file is there and nobody listens.
  await new Promise((resolve) => first.server.close(resolve));
  const second = await listen(paths);
  expect(existsSync(first.path)).toBe(first.path === second.path);
  (await connectTo(paths))?.destroy();
  await new Promise((resolve) => second.server.close(resolve));

  removeSocket(paths);
  expect(existsSync(second.path)).toBe(false);
  expect(await connectTo(paths)).toBeUndefined();
});

test('one data directory by two names is one stack', () => {
  expect(stackPaths(join(dir, 'data', '..', 'data'))).toEqual(stackPaths(join(dir, 'data')));
  expect(stackPaths(join(dir, 'other')).marker).not.toBe(stackPaths(join(dir, 'data')).marker);
});
