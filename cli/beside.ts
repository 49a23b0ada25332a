import { openDataDir } from '../runtime/data-dir/layout.ts';
import { type Running, running } from '../runtime/data-dir/presence.ts';
import { Failure } from '../runtime/failures.ts';
import { type Asking, ask } from '../runtime/http/ask.ts';

/** The process of this data directory and instance that has the role and can be asked; undefined: none. */
export async function besideWith(dataDir: string, role: string, instance?: string): Promise<Running | undefined> {
  const all = await running(openDataDir(dataDir));
  return all.find((one) => one.roles.includes(role) && one.instance === (instance ?? null));
}

/** The same of whatever instance. */
export async function besideOfAny(dataDir: string, role: string): Promise<Running | undefined> {
  return (await running(openDataDir(dataDir))).find(({ roles }) => roles.includes(role));
}

/** Asks it. Failure when it is still starting, or has gone meanwhile. */
export async function askBeside(beside: Running, name: string, input: unknown, asking: Asking): Promise<unknown> {
  if (beside.control === null) {
    const message = `process ${beside.pid} (regulars ${beside.command}) is still starting: try again in a moment`;
    throw new Failure('retry', 'still_starting', { message });
  }
  return ask(beside.control, name, input, asking);
}
