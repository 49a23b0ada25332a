import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

let child: ChildProcessByStdio<null, Readable, null>;
let out = '';
afterEach(() => child.kill('SIGKILL'));

/** Gives the exit code, once it has ended. */
async function neverDrains(): Promise<{ ended: Promise<number | null> }> {
  const script = fileURLToPath(new URL('./never-drains.mjs', import.meta.url));
  child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const ended = once(child, 'close').then(([code]) => code);
  await expect.poll(() => out, { timeout: 30_000 }).toContain('ready');
  return { ended };
}

describe('a command that does not end when it is interrupted', () => {
  test('ends at once with a second Ctrl-C, and says what that means', async () => {
    const { ended } = await neverDrains();
    const first_ms = performance.now();
    const again = setInterval(() => child.kill('SIGINT'), 100);
    const code = await ended;
    clearInterval(again);
    expect(code).toBe(1);
    expect(performance.now() - first_ms).toBeLessThan(5000);
    expect(out).toContain('taken up at the next start');
  });

  test('is ended within 10 s, which is no failure', async () => {
    const { ended } = await neverDrains();
    const asked_ms = performance.now();
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(performance.now() - asked_ms).toBeLessThan(10_000);
  });
});
