import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { type OpenStack, openStack } from '../stack/open-stack.ts';
import { stackStatus } from '../stack/stack-status.ts';
import { cacheDir } from './real/stack-cache.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The data directory of the stack that the tests of one run share. */
    stackDataDir: string;
  }
}

/**
 * One stack for a run of the tests. The first test that wants it starts it (see `useStack`), so that a run without such
 * tests starts nothing; from then on this process uses it too, so that it lasts from one test file to the next.
 */
export default function setup(project: TestProject): () => Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'regulars-test-'));
  project.provide('stackDataDir', dataDir);
  const ending = new AbortController();
  const used = useOnceStarted(dataDir, ending.signal);
  return async () => {
    ending.abort();
    await (await used)?.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
}

async function useOnceStarted(dataDir: string, signal: AbortSignal): Promise<OpenStack | undefined> {
  while (!signal.aborted) {
    const { state } = await stackStatus({ dataDir });
    if (state === 'running') return openStack({ dataDir, cacheDir, as: 'the test run' });
    await sleep(100, undefined, { ref: false });
  }
  return undefined;
}
