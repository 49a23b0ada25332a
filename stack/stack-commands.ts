import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from './errors.ts';
import { releaseHold } from './hold.ts';
import { join as joinStack } from './join.ts';
import { type Reply, receive, type StackAddresses, type StackUser, send } from './messages.ts';
import { untilSettled } from './open-stack.ts';
import type { StackOptions } from './options.ts';
import { type StackPaths, stackPaths } from './paths.ts';
import { connectTo } from './socket.ts';
import { askStatus } from './stack-status.ts';
import { startSupervisor } from './supervisor-process.ts';

/** What `stack down` has come to. A stack that others still use ends with the last of them. */
export type DownOutcome =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'was_stopped' }
  | { readonly kind: 'still_used'; readonly users: readonly StackUser[] };

/** Starts the stack when needed and leaves it up until `stackDown`. Resolves when broker and registry are ready. */
export async function stackUp(options: StackOptions): Promise<StackAddresses> {
  const paths = stackPaths(options.dataDir);
  const use = await joinStack({ ...options, paths, signal: new AbortController().signal });
  if (!use) throw new Error('unreachable: nothing aborts this');
  await held(use.socket);
  use.socket.destroy();
  return use.addresses;
}

function held(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new StackError('supervisor_failed', 'the stack has ended meanwhile: start it again.'));
    socket.once('close', gone);
    receive<Reply>(socket, ({ kind }) => {
      if (kind === 'held') resolve();
    });
    send(socket, { kind: 'hold' });
  });
}

/** Takes back the hold of `stackUp`. Resolves when the stack has ended, or with those who still use it. */
export async function stackDown({ dataDir }: { readonly dataDir: string }): Promise<DownOutcome> {
  const paths = stackPaths(dataDir);
  const users = await release(paths);
  if (users && users.length > 0) return { kind: 'still_used', users };
  await untilSettled(paths);
  await runTask('sweep', paths);
  return { kind: users ? 'stopped' : 'was_stopped' };
}

/**
 * Ends the stack and deletes all topics and schemas of the data directory. Rejects with a StackError `in_use` while any
 * process uses it. The ports stay.
 */
export async function stackReset({ dataDir }: { readonly dataDir: string }): Promise<void> {
  const paths = stackPaths(dataDir);
  const users = (await askStatus(paths))?.users ?? [];
  if (users.length > 0) throw inUse(users);
  await stackDown({ dataDir });
  await runTask('reset', paths);
}

/** Those who still use the stack; undefined when it was not running. */
async function release(paths: StackPaths): Promise<StackUser[] | undefined> {
  const socket = await connectTo(paths);
  releaseHold(paths.hold);
  if (!socket) return undefined;
  return new Promise((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve([]));
    receive<Reply>(socket, (reply) => {
      if (reply.kind === 'released') resolve(reply.users);
      socket.destroy();
    });
    send(socket, { kind: 'release' });
  });
}

async function runTask(task: 'sweep' | 'reset', paths: StackPaths): Promise<void> {
  const done = await startSupervisor({ task, dataDir: join(paths.root, '..') }, paths).ended;
  if (done || task === 'sweep') return;
  await sleep(100);
  throw inUse((await askStatus(paths))?.users ?? []);
}

function inUse(users: readonly StackUser[]): StackError {
  const names = users.map(({ pid, as }) => `${as} (process ${pid})`).join(', ') || 'another process';
  return new StackError('in_use', `the local stack is in use by ${names}: end it first, then reset.`);
}
