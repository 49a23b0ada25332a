import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openStack } from '../../stack/open-stack.ts';
import { cacheDir } from './stack-cache.ts';

/** A real broker and a real registry. */
export interface TestStack {
  readonly brokers: string[];
  readonly schemaRegistry: string;
}

let opened: Promise<TestStack> | undefined;

/**
 * The stack that all tests of a run share (one of its own for the file where test/global-stack.ts is not the global setup).
 * Its topics are everybody's: give each test a topic prefix of its own. Needs `npm run build` before.
 */
export function useStack(): Promise<TestStack> {
  opened ??= openStack({ dataDir: inject('stackDataDir') ?? ownDataDir(), cacheDir, as: 'a test' });
  return opened;
}

function ownDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'regulars-test-'));
}
