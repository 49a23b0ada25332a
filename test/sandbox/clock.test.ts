import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SandboxClock } from '../../sandbox/clock.ts';
import { ANCHOR_MS, until } from './support.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-clock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const WORLD = { seed: 1, orders: 100 };

function start(speed: number, anchor_ms: number | null = ANCHOR_MS, world: Record<string, number> = WORLD) {
  return SandboxClock.start({ dataDir, anchor_ms, speed, world });
}

describe('the clock of the sandbox', () => {
  test('stands at the anchor when there is no live service', async () => {
    const clock = await start(0);
    expect(clock.now_ms()).toBe(ANCHOR_MS);
    await clock.close();
  });

  test('is anchored at the wall’s time where nobody says otherwise', async () => {
    const before = Date.now();
    const clock = await start(0, null);
    expect(clock.anchor_ms).toBeGreaterThanOrEqual(before);
    expect(clock.anchor_ms).toBeLessThanOrEqual(Date.now());
    await clock.close();
  });

  test('runs as fast as it is told', async () => {
    const clock = await start(3_600);
    const started = performance.now();
    await until('an hour has passed', () => clock.now_ms() >= ANCHOR_MS + 3_600_000);
    expect(performance.now() - started).toBeGreaterThan(900);
    await clock.close();
  });

  test('goes on from where it stopped, whatever anchor a later start names', async () => {
    const first = await start(1_000);
    await until('it has moved', () => first.now_ms() > ANCHOR_MS + 20_000);
    await first.close();
    const stopped_ms = first.now_ms();
    const second = await start(0, ANCHOR_MS + 1e9);
    expect(second.anchor_ms).toBe(ANCHOR_MS);
    expect(second.now_ms()).toBe(stopped_ms);
    await second.close();
  });

  test('stands still once it is closed', async () => {
    const clock = await start(100_000);
    await until('it has moved', () => clock.now_ms() > ANCHOR_MS);
    await clock.close();
    const stopped_ms = clock.now_ms();
    await until('some time has passed', () => performance.now() > 0 && clock.now_ms() === stopped_ms);
    expect((await start(0)).now_ms()).toBe(stopped_ms);
  });

  test('never runs backwards, though its process was killed at any moment', async () => {
    let shown_ms = 0;
    for (let crash = 0; crash < 5; crash++) {
      const clock = await start(50_000);
      expect(clock.now_ms()).toBeGreaterThanOrEqual(shown_ms);
      const from_ms = clock.now_ms();
      await until('it has moved on', () => clock.now_ms() > from_ms + 5_000_000);
      shown_ms = clock.now_ms();
      // What a killed process leaves behind is the file as it is now. A successor reads a copy of it.
      const left = readFileSync(join(dataDir, 'sandbox-clock.json'), 'utf8');
      await clock.close();
      writeFileSync(join(dataDir, 'sandbox-clock.json'), left);
    }
  });

  test('leaves no half-written file beside the whole one', async () => {
    await (await start(0)).close();
    expect(readdirSync(dataDir)).toEqual(['sandbox-clock.json']);
  });

  test('is written at least every second', async () => {
    const clock = await start(1);
    const text = () => readFileSync(join(dataDir, 'sandbox-clock.json'), 'utf8');
    const before = text();
    const started = performance.now();
    await until('it is written again', () => text() !== before);
    expect(performance.now() - started).toBeLessThan(1_000);
    await clock.close();
  });

  test('of another world is refused by name', async () => {
    await (await start(0)).close();
    await expect(start(0, null, { seed: 2, orders: 100 })).rejects.toThrow('begun with seed 1, not 2');
  });

  test('refuses a file that is none', async () => {
    writeFileSync(join(dataDir, 'sandbox-clock.json'), '{"anchor_ms":"yesterday"}');
    await expect(start(0)).rejects.toThrow('is not a sandbox clock');
  });
});
