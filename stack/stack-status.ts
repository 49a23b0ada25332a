import { setTimeout as sleep } from 'node:timers/promises';
import { lockHolder } from './lock.ts';
import { type Reply, type RunningStatus, receive, send } from './messages.ts';
import { type StackPaths, stackPaths } from './paths.ts';
import { connectTo } from './socket.ts';

/** What the stack of a data directory is doing. */
export type StackStatus = RunningStatus | { readonly state: 'stopped' };

/** Asks without starting or keeping anything. Waits, some seconds at most, for a stack that is just ending. */
export async function stackStatus({ dataDir }: { readonly dataDir: string }): Promise<StackStatus> {
  const paths = stackPaths(dataDir);
  do {
    const status = await askStatus(paths);
    if (status) return status;
    await sleep(20);
  } while (lockHolder(paths.root, 'supervisor') !== undefined);
  return { state: 'stopped' };
}

/** The supervisor's own word; undefined when none listens. */
export async function askStatus(paths: StackPaths): Promise<RunningStatus | undefined> {
  const socket = await connectTo(paths);
  if (!socket) return undefined;
  return new Promise((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(undefined));
    receive<Reply>(socket, (reply) => {
      if (reply.kind === 'status') resolve(reply.status);
      socket.destroy();
    });
    send(socket, { kind: 'status' });
  });
}
