import type { Socket } from 'node:net';
import { join as joinPath } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { otherWays, StackError } from './errors.ts';
import { fetchDistribution } from './fetch.ts';
import type { ServeJob } from './job.ts';
import { lockHolder } from './lock.ts';
import { type Reply, receive, type StackAddresses, send } from './messages.ts';
import type { StackOptions } from './options.ts';
import type { StackPaths } from './paths.ts';
import { connectTo } from './socket.ts';
import { type StartedSupervisor, startSupervisor } from './supervisor-process.ts';
import { findJava } from './tools.ts';

const readyWithin_ms = 180_000;
const poll_ms = 50;

/** A use of the stack: it lasts as long as the connection. */
export interface Use {
  readonly socket: Socket;
  readonly addresses: StackAddresses;
}

export interface JoinOptions extends StackOptions {
  readonly paths: StackPaths;
  /** Also hold the stack, so that it stays after this use. */
  readonly hold: boolean;
  /** Gives up when aborted. */
  readonly signal: AbortSignal;
}

/**
 * Joins the users of the stack, starting its supervisor when none runs. Resolves when broker and registry are ready;
 * undefined when aborted. Rejects with a StackError.
 */
export async function join(options: JoinOptions): Promise<Use | undefined> {
  const { paths, signal } = options;
  let started: StartedSupervisor | undefined;
  let deadline = performance.now() + readyWithin_ms;
  while (!signal.aborted) {
    const socket = await connectTo(paths);
    const use = socket && (await useOf(socket, options));
    if (use) return use;
    if (!socket && !started?.isRunning() && lockHolder(paths.root, 'supervisor') === undefined) {
      await started?.ended;
      started = startSupervisor(await jobFor(options), paths);
      deadline = performance.now() + readyWithin_ms;
    }
    if (performance.now() > deadline) throw startTimeout(paths);
    await sleep(poll_ms);
  }
  return undefined;
}

async function jobFor(options: JoinOptions): Promise<ServeJob> {
  const { dataDir, cacheDir = joinPath(dataDir, 'cache'), javaHome, ports = {}, onProgress = () => {} } = options;
  if (process.platform === 'win32') throw unsupported();
  const java = await findJava(javaHome);
  const fetched = await fetchDistribution(cacheDir, onProgress);
  return { task: 'serve', dataDir: joinPath(options.paths.root, '..'), java, fetched, ports };
}

/** Says what this process wants over a fresh connection. Undefined when the supervisor was just ending. */
function useOf(socket: Socket, options: JoinOptions): Promise<Use | undefined> {
  return new Promise((resolve, reject) => {
    const abort = () => socket.destroy();
    options.signal.addEventListener('abort', abort);
    socket.on('error', abort);
    socket.once('close', () => {
      options.signal.removeEventListener('abort', abort);
      resolve(undefined);
    });
    receive<Reply>(socket, (reply) => {
      if (reply.kind === 'progress') options.onProgress?.(reply.progress);
      if (reply.kind === 'ready') resolve({ socket, addresses: reply.addresses });
      if (reply.kind !== 'failed') return;
      reject(new StackError(reply.code, reply.message));
      socket.destroy();
    });
    if (options.hold) send(socket, { kind: 'hold' });
    send(socket, { kind: 'use', pid: process.pid, as: options.as ?? 'a process' });
  });
}

function startTimeout(paths: StackPaths): StackError {
  const seconds = readyWithin_ms / 1000;
  return new StackError(
    'start_timeout',
    `the local broker and registry were not ready after ${seconds} s: their logs are in ${paths.logs}.`,
  );
}

function unsupported(): StackError {
  return new StackError('unsupported_system', `the local broker and registry need Linux, macOS or WSL. ${otherWays}`);
}
