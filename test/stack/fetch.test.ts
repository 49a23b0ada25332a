import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Distribution } from '../../stack/distribution.ts';
import { fetchDistribution } from '../../stack/fetch.ts';

const jar = 'apicurio-registry-app-1-runner.jar';
const archive = 'registry/apicurio-registry-app-1-all.tar.gz';

let dir = '';
let cache = '';
let distribution: Distribution;

/** A Maven that copies what lies in `upstream`, and notes each call; `extra` runs before it copies. */
function maven(extra = ''): void {
  const script = `#!/bin/sh
[ "$1" = -version ] && echo 'Apache Maven 3.9.9' && exit 0
echo "$@" >> '${dir}/calls'
for argument; do case $argument in -Dstack.out=*) out=\${argument#-Dstack.out=};; esac; done
printf 'Progress (1): 7/14 MB\\r'
${extra}
cp -r '${dir}/upstream/.' "$out"
`;
  writeFileSync(join(dir, 'bin', 'mvn'), script);
  chmodSync(join(dir, 'bin', 'mvn'), 0o755);
}

const calls = () => readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n').length;
const cached = () => readdirSync(cache).filter((name) => !name.startsWith('fetch.lock.'));
const fetchIt = () => fetchDistribution(cache, () => {}, distribution);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'regulars-fetch-'));
  cache = join(dir, 'cache');
  for (const name of ['bin', 'upstream/kafka', 'upstream/registry']) mkdirSync(join(dir, name), { recursive: true });
  writeFileSync(join(dir, 'upstream', 'kafka', 'kafka.jar'), 'the broker');
  writeFileSync(join(dir, jar), 'the registry');
  execFileSync('tar', ['-czf', join(dir, 'upstream', archive), '-C', dir, jar]);
  const sums = new Map(['kafka/kafka.jar', archive].map((path) => [path, sumOf(join(dir, 'upstream', path))]));
  distribution = { kafka_version: '1', registry_version: '1', pom: 'pom.xml', sums, id: 'cafe' };
  vi.stubEnv('PATH', `${join(dir, 'bin')}${delimiter}${process.env.PATH}`);
  maven();
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

function sumOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

test('what is fetched is unpacked in the cache, and not fetched again', async () => {
  const fetched = await fetchIt();
  const { kafka_jars, registry_jar } = fetched;
  expect(readdirSync(kafka_jars)).toEqual(['kafka.jar']);
  expect(readFileSync(registry_jar, 'utf8')).toBe('the registry');
  expect(await fetchIt()).toEqual(fetched);
  expect(calls()).toBe(1);
  expect(cached()).toEqual(['stack-cafe']);
});

test('of two who fetch at once one does, and both have it', async () => {
  maven('sleep 0.5');
  const shown: string[] = [];
  const waiting = fetchIt();
  const other = await fetchDistribution(cache, ({ text }) => shown.push(text), distribution);
  expect(await waiting).toEqual(other);
  expect(calls()).toBe(1);
  expect(shown).toEqual([`waiting for process ${process.pid}, which is fetching broker and registry`]);
});

test('the bytes of a transfer are shown while they come', async () => {
  const shown: string[] = [];
  await fetchDistribution(cache, ({ text }) => shown.push(text), distribution);
  expect(shown[0]).toMatch(/Maven Central .*once/);
  expect(shown).toContain('fetching: 7/14 MB');
});

test('a file with another sum is refused by name and leaves nothing in the cache', async () => {
  writeFileSync(join(dir, 'upstream', 'kafka', 'kafka.jar'), 'another broker');
  await expect(fetchIt()).rejects.toMatchObject({
    code: 'sum_mismatch',
    message: expect.stringContaining('kafka.jar'),
  });
  expect(cached()).toEqual([]);
});

test('when Maven fails its last words are shown, nothing is left, and the next try may succeed', async () => {
  maven('echo "[ERROR] repository is not in reach"; exit 1');
  await expect(fetchIt()).rejects.toMatchObject({
    code: 'fetch_failed',
    message: expect.stringMatching(/repository is not in reach\n.*docker compose up/),
  });
  expect(cached()).toEqual([]);
  maven();
  expect(existsSync((await fetchIt()).registry_jar)).toBe(true);
});

test('what a killed fetch has left is cleared away by the next', async () => {
  mkdirSync(join(cache, '.fetching-dead', 'kafka'), { recursive: true });
  await fetchIt();
  expect(cached()).toEqual(['stack-cafe']);
});
