import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../failures.ts';
import { type Hold, hold, isHeld } from './exclusive.ts';
import type { DataDir } from './layout.ts';

/** What a running process says of itself. Only processes that run are ever told of. */
export interface Running {
  readonly pid: number;
  /** `run`, `demo`. */
  readonly command: string;
  /** What no second process of the data directory may do at the same time. */
  readonly roles: readonly string[];
  readonly instance: string | null;
  readonly started_at: string;
  /** Where other commands reach it, and what they must show. Null until it is up. */
  readonly control: { readonly url: string; readonly token: string } | null;
  /** Its dashboard. */
  readonly url: string | null;
}

const runningSchema = z.object({
  pid: z.int(),
  command: z.string(),
  roles: z.array(z.string()),
  instance: z.string().nullable(),
  started_at: z.string(),
  control: z.object({ url: z.string(), token: z.string() }).nullable(),
  url: z.string().nullable(),
});

/** A process's place in its data directory. */
export interface Presence {
  readonly self: Running;
  /** Tells other commands where it is reached. */
  announce(reachable: Pick<Running, 'control' | 'url'>): void;
  /** Lets others take its roles. Without it they are free when the process is gone. */
  leave(): Promise<void>;
}

export interface Entrance {
  readonly command: string;
  readonly roles: readonly string[];
  readonly instance?: string;
}

/** Takes all roles or none. Failure `already_running`, naming who has one of them. */
export async function enter(dataDir: DataDir, entrance: Entrance): Promise<Presence> {
  const instance = entrance.instance ?? null;
  const holds: Hold[] = [];
  for (const role of entrance.roles) {
    const held = await hold(dataDir.run, lockOf(role, instance));
    if (held === null) {
      await releaseAll(holds);
      throw await alreadyRunning(dataDir, role, instance);
    }
    holds.push(held);
  }
  return present(dataDir, { ...entrance, instance }, holds);
}

function lockOf(role: string, instance: string | null): string {
  return instance === null ? role : `${role}@${instance}`;
}

async function present(
  dataDir: DataDir,
  { command, roles, instance }: Pick<Running, 'command' | 'roles' | 'instance'>,
  holds: Hold[],
): Promise<Presence> {
  const name = `process-${randomUUID()}`;
  const alive = await hold(dataDir.run, name);
  if (alive !== null) holds.push(alive);
  const file = join(dataDir.run, `${name}.json`);
  const started_at = new Date().toISOString();
  let self: Running = { pid: process.pid, command, roles, instance, started_at, control: null, url: null };
  const write = () => {
    mkdirSync(dataDir.run, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, `${JSON.stringify(self, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  write();
  return {
    get self() {
      return self;
    },
    announce(reachable) {
      self = { ...self, ...reachable };
      write();
    },
    async leave() {
      rmSync(file, { force: true });
      await releaseAll(holds);
    },
  };
}

async function releaseAll(holds: readonly Hold[]): Promise<void> {
  await Promise.all(holds.map((held) => held.release()));
}

/** The processes that run in the data directory now, this one included. Takes away what dead ones left. */
export async function running(dataDir: DataDir): Promise<readonly Running[]> {
  const files = readdirSync(dataDir.run).filter((file) => /^process-.*\.json$/.test(file));
  const found = await Promise.all(files.map((file) => readRunning(dataDir, file)));
  return found.filter((one) => one !== undefined).sort((a, b) => a.started_at.localeCompare(b.started_at));
}

async function readRunning(dataDir: DataDir, file: string): Promise<Running | undefined> {
  if (!(await isHeld(dataDir.run, file.replace(/\.json$/, '')))) {
    rmSync(join(dataDir.run, file), { force: true });
    return undefined;
  }
  try {
    return runningSchema.parse(JSON.parse(readFileSync(join(dataDir.run, file), 'utf8')));
  } catch {
    // It has just left.
    return undefined;
  }
}

async function alreadyRunning(dataDir: DataDir, role: string, instance: string | null): Promise<Failure> {
  const all = await running(dataDir);
  const first = all.find((one) => one.roles.includes(role) && one.instance === instance);
  const who = first === undefined ? 'another process' : `process ${first.pid} (regulars ${first.command})`;
  const since = first === undefined ? '' : ` since ${first.started_at}`;
  const own = instance === null ? '--instance NAME' : 'another --instance NAME';
  const message = `${role} of ${dataDir.path} is run by ${who}${since}: stop that one, or give this one a state of its own with ${own}`;
  return new Failure('fatal', 'already_running', { message });
}
