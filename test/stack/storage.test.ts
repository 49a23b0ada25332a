import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stackPaths } from '../../stack/paths.ts';
import { clusterIdOf, draftStorage, formatLikeBefore, isFormatted, takeFormatted } from '../../stack/storage.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'regulars-storage-'));
  mkdirSync(join(dir, 'cache'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const place = (name: string) => stackPaths(join(dir, name));
const fetched = () => ({ kafka_bootstrap: join(dir, 'cache', 'bootstrap.checkpoint') });

/** As Kafka's tool leaves it. */
function formatted(name: string) {
  const paths = place(name);
  mkdirSync(join(paths.root, draftStorage));
  writeFileSync(join(paths.root, draftStorage, 'meta.properties'), 'version=1\nnode.id=1\ncluster.id=first\n');
  writeFileSync(join(paths.root, draftStorage, 'bootstrap.checkpoint'), 'features');
  return paths;
}

function metaOf(name: string): Record<string, string> {
  const lines = readFileSync(join(place(name).kafka, 'meta.properties'), 'utf8')
    .trim()
    .split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
}

test('the first storage is left to the tool', () => {
  expect(formatLikeBefore(place('first'), fetched())).toBe(false);
  expect(isFormatted(place('first'))).toBe(false);
});

test('every later one begins as the first did, under ids of its own', () => {
  takeFormatted(formatted('first'), fetched());
  expect(isFormatted(place('first'))).toBe(true);
  expect(readdirSync(join(dir, 'cache'))).toEqual(['bootstrap.checkpoint']);
  for (const name of ['second', 'third']) {
    expect(formatLikeBefore(place(name), fetched())).toBe(true);
    expect(isFormatted(place(name))).toBe(true);
    expect(readFileSync(join(place(name).kafka, 'bootstrap.checkpoint'), 'utf8')).toBe('features');
    expect(metaOf(name)).toMatchObject({ version: '1', 'node.id': '1' });
  }
  const ids = ['second', 'third'].flatMap((name) => [metaOf(name)['cluster.id'], metaOf(name)['directory.id']]);
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(Buffer.from(id!, 'base64url')).toHaveLength(16);
});

test('a storage says which cluster it is of, and one that is not there says nothing', () => {
  takeFormatted(formatted('first'), fetched());
  expect(clusterIdOf(place('first'))).toBe('first');
  expect(formatLikeBefore(place('second'), fetched())).toBe(true);
  expect(clusterIdOf(place('second'))).toBe(metaOf('second')['cluster.id']);
  expect(clusterIdOf(place('none'))).toBeUndefined();
});

test('what a kill left half-made is made anew', () => {
  takeFormatted(formatted('first'), fetched());
  const { root } = place('second');
  mkdirSync(join(root, draftStorage));
  writeFileSync(join(root, draftStorage, 'rest'), 'half');
  expect(formatLikeBefore(place('second'), fetched())).toBe(true);
  expect(readdirSync(place('second').kafka).sort()).toEqual(['bootstrap.checkpoint', 'meta.properties']);
  expect(existsSync(join(root, draftStorage))).toBe(false);
});

test('a cache that cannot be written to costs the next one the tool, and nothing else', () => {
  const nowhere = { kafka_bootstrap: join(dir, 'cache', 'none', 'bootstrap.checkpoint') };
  takeFormatted(formatted('first'), nowhere);
  expect(isFormatted(place('first'))).toBe(true);
  expect(formatLikeBefore(place('second'), nowhere)).toBe(false);
});
