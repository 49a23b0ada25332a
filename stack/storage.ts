import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fetched } from './fetch.ts';
import type { StackPaths } from './paths.ts';

/**
 * The broker's storage. Kafka's own tool formats it, which costs the start of a JVM; what it wrote the first time is
 * kept beside the fetched broker, and makes every later storage, under ids of its own.
 */

/** Where the storage is made, to be put in place in one step. Relative to the stack's directory. */
export const draftStorage = 'kafka.formatting';
/** The first records of a storage: the features of this broker's version. They name no cluster and no node. */
const BOOTSTRAP = 'bootstrap.checkpoint';

/** True when the storage has been formatted: a broker can start on it. */
export function isFormatted(paths: StackPaths): boolean {
  return existsSync(join(paths.kafka, 'meta.properties'));
}

/** Undefined where the storage does not say. */
export function clusterIdOf(paths: StackPaths): string | undefined {
  try {
    return /^cluster\.id=(\S+)/m.exec(readFileSync(join(paths.kafka, 'meta.properties'), 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

/** A cluster or directory id as Kafka makes them. */
export function newId(): string {
  return randomBytes(16).toString('base64url');
}

export function clearDraft(paths: StackPaths): void {
  rmSync(join(paths.root, draftStorage), { recursive: true, force: true });
}

/** Makes the freshly formatted storage the broker's, and keeps what it begins with for the next one. */
export function takeFormatted(paths: StackPaths, { kafka_bootstrap }: Pick<Fetched, 'kafka_bootstrap'>): void {
  const own = `${kafka_bootstrap}.${process.pid}`;
  try {
    copyFileSync(join(paths.root, draftStorage, BOOTSTRAP), own);
    renameSync(own, kafka_bootstrap);
  } catch {
    // A cache that cannot be written to: the next storage is formatted by the tool again.
  }
  putInPlace(paths);
}

/** Makes a storage of what an earlier one began with. False where nothing has been kept: the tool must format it. */
export function formatLikeBefore(paths: StackPaths, { kafka_bootstrap }: Pick<Fetched, 'kafka_bootstrap'>): boolean {
  if (!existsSync(kafka_bootstrap)) return false;
  clearDraft(paths);
  const draft = join(paths.root, draftStorage);
  mkdirSync(draft);
  copyFileSync(kafka_bootstrap, join(draft, BOOTSTRAP));
  const meta = { version: 1, 'node.id': 1, 'cluster.id': newId(), 'directory.id': newId() };
  const lines = Object.entries(meta).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(draft, 'meta.properties'), lines.join(''));
  putInPlace(paths);
  return true;
}

function putInPlace(paths: StackPaths): void {
  rmSync(paths.kafka, { recursive: true, force: true });
  renameSync(join(paths.root, draftStorage), paths.kafka);
}
