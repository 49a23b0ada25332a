import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkSums, type Distribution, readDistribution } from './distribution.ts';
import { otherWays, StackError } from './errors.ts';
import { takeLock } from './lock.ts';
import type { OnProgress } from './progress.ts';
import { requireMaven } from './tools.ts';

/** Broker and registry, ready to be started. */
export interface Fetched {
  readonly kafka_jars: string;
  /** What the storage of a new broker begins with; there once one has been formatted. */
  readonly kafka_bootstrap: string;
  readonly registry_jar: string;
}

/**
 * Broker and registry in `cacheDir`, fetched by Maven when they are not there yet.
 * The directory appears in one step with every sum checked: killed at any moment it leaves nothing half, and of
 * several processes one fetches while the others wait.
 */
export async function fetchDistribution(
  cacheDir: string,
  onProgress: OnProgress,
  distribution: Distribution = readDistribution(),
): Promise<Fetched> {
  const home = resolve(cacheDir, `stack-${distribution.id}`);
  let waitingFor = 0;
  while (!existsSync(home)) {
    const lock = takeLock(cacheDir, 'fetch');
    if (lock.kind === 'held') {
      const text = `waiting for process ${lock.by.pid}, which is fetching broker and registry`;
      if (waitingFor !== lock.by.pid) onProgress({ stage: 'fetch', text });
      waitingFor = lock.by.pid;
      await sleep(250);
      continue;
    }
    try {
      if (!existsSync(home)) await fetchTo({ home, cacheDir, distribution, onProgress });
    } finally {
      lock.release();
    }
  }
  const jar = `apicurio-registry-app-${distribution.registry_version}-runner.jar`;
  return {
    kafka_jars: join(home, 'kafka'),
    kafka_bootstrap: join(home, 'bootstrap.checkpoint'),
    registry_jar: join(home, 'registry', jar),
  };
}

interface FetchJob {
  readonly home: string;
  readonly cacheDir: string;
  readonly distribution: Distribution;
  readonly onProgress: OnProgress;
}

async function fetchTo({ home, cacheDir, distribution, onProgress }: FetchJob): Promise<void> {
  await requireMaven();
  removeDrafts(cacheDir);
  const draft = mkdtempSync(join(cacheDir, draftPrefix));
  try {
    onProgress({
      stage: 'fetch',
      text: 'fetching Apache Kafka and Apicurio Registry from Maven Central (about 190 MB, once)',
    });
    await runMaven(distribution.pom, draft, onProgress);
    onProgress({ stage: 'fetch', text: `checking ${distribution.sums.size} files against their SHA-256 sums` });
    await checkSums(draft, distribution.sums);
    await unpackRegistry(draft, distribution);
    renameSync(draft, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const draftPrefix = '.fetching-';

/** Only ever called under the lock, so each draft found is one of a process that was killed. */
function removeDrafts(cacheDir: string): void {
  mkdirSync(cacheDir, { recursive: true });
  for (const name of readdirSync(cacheDir)) {
    if (name.startsWith(draftPrefix)) rmSync(join(cacheDir, name), { recursive: true, force: true });
  }
}

/** Without -B Maven reports the bytes of a transfer; with its input closed it asks nothing. */
async function runMaven(pom: string, out: string, onProgress: OnProgress): Promise<void> {
  const args = ['-C', '-f', pom, `-Dstack.out=${out}`, 'package'];
  let shown = Number.NEGATIVE_INFINITY;
  const failure = await run('mvn', args, (line) => {
    const transfer = /^Progress \(\d+\): (.*\S)/.exec(line)?.[1];
    if (transfer === undefined || performance.now() - shown < 250) return;
    shown = performance.now();
    onProgress({ stage: 'fetch', text: `fetching: ${transfer}`, passing: true });
  });
  if (failure === undefined) return;
  throw new StackError(
    'fetch_failed',
    `Maven could not fetch the broker and the registry (is Maven Central, or its mirror in ~/.m2/settings.xml, in reach?):\n${failure}\n${otherWays}`,
  );
}

async function unpackRegistry(draft: string, { registry_version }: Distribution): Promise<void> {
  const archive = join(draft, 'registry', `apicurio-registry-app-${registry_version}-all.tar.gz`);
  const failure = await run('tar', ['-xzf', archive, '-C', join(draft, 'registry')], () => {});
  if (failure !== undefined) throw new StackError('fetch_failed', `tar could not unpack ${archive}:\n${failure}`);
  rmSync(archive);
}

/** Runs a command to its end. Undefined when it succeeded, else the last lines of what it said. */
function run(command: string, args: string[], onLine: (line: string) => void): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let tail: string[] = [];
    const take = (chunk: Buffer) => {
      const lines = chunk.toString().split(/[\r\n]+/);
      for (const line of lines) onLine(line);
      tail = [...tail, ...lines.filter((line) => line.trim() !== '' && !line.startsWith('Progress'))].slice(-20);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : tail.join('\n') || `exit code ${code}`));
  });
}
