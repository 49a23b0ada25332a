import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `probe` gives a value that is neither undefined nor false, and returns it. Fails by name after `within_ms`. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  within_ms = 60_000,
): Promise<T> {
  const deadline = performance.now() + within_ms;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`after ${within_ms} ms still not: ${what}`);
    await sleep(25);
  }
}
