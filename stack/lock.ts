import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, ownProcess, type ProcessId } from './processes.ts';

/**
 * A lock that outlives no process: `<dir>/<name>.lock.<n>` names its holder, and only the file with the highest n counts.
 * Taking it over from a dead holder is creating n + 1, which succeeds for exactly one process; nobody ever deletes the
 * highest, so two holders at a time are impossible without any lock of the operating system.
 */
export type LockAttempt = { kind: 'taken'; release: () => void } | { kind: 'held'; by: ProcessId };

/** Takes the lock, or says which living process holds it. Never waits. Released by `release`, or by the holder's death. */
export function takeLock(dir: string, name: string): LockAttempt {
  mkdirSync(dir, { recursive: true });
  for (;;) {
    const highest = highestOf(dir, name);
    const holder = highest === 0 ? undefined : readHolder(join(dir, `${name}.lock.${highest}`));
    if (holder && isAlive(holder)) return { kind: 'held', by: holder };
    const mine = join(dir, `${name}.lock.${highest + 1}`);
    if (!createWith(mine, JSON.stringify(ownProcess()))) continue;
    if (highestOf(dir, name) !== highest + 1) {
      rmSync(mine, { force: true });
      continue;
    }
    removeBelow(dir, name, highest + 1);
    return { kind: 'taken', release: () => writeFileSync(mine, JSON.stringify(nobody)) };
  }
}

/** The living holder of the lock, if there is one. */
export function lockHolder(dir: string, name: string): ProcessId | undefined {
  const highest = highestOf(dir, name);
  const holder = highest === 0 ? undefined : readHolder(join(dir, `${name}.lock.${highest}`));
  return holder && isAlive(holder) ? holder : undefined;
}

const nobody: ProcessId = { pid: 0, born: 'released' };

function highestOf(dir: string, name: string): number {
  return Math.max(0, ...generations(dir, name));
}

function generations(dir: string, name: string): number[] {
  const prefix = `${name}.lock.`;
  try {
    return readdirSync(dir)
      .filter((file) => file.startsWith(prefix) && /^\d+$/.test(file.slice(prefix.length)))
      .map((file) => Number(file.slice(prefix.length)));
  } catch {
    return [];
  }
}

function readHolder(file: string): ProcessId | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('born' in value)) return undefined;
    if (typeof value.pid !== 'number' || typeof value.born !== 'string') return undefined;
    return { pid: value.pid, born: value.born };
  } catch {
    return undefined;
  }
}

/** Creates the file with its whole content in one step; false when it exists. */
function createWith(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.draft`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeBelow(dir: string, name: string, mine: number): void {
  for (const n of generations(dir, name)) {
    if (n < mine) rmSync(join(dir, `${name}.lock.${n}`), { force: true });
  }
}
