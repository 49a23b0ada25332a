import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A data directory of a test's own, which goes with its file. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-upstream-'));
  made.push(folder);
  return folder;
}
