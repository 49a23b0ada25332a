import { afterEach, describe, expect, test } from 'vitest';
import { useStack } from './stack-fixture.ts';
import { WrittenBack } from './written-back.ts';

let open: WrittenBack | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

describe('profiles of SevenRooms', () => {
  test('get as many PATCHes as differ, killed or not, and none from a second run, a restart or a replay', async () => {
    open = await WrittenBack.open(await useStack(), 1_000);
    await open.killedSometimes(2, 7);
    const first = await open.writes();
    expect(first.changed).toBe(await open.wanted());
    expect(first.changed).toBeGreaterThan(150);
    expect(await open.wrong()).toEqual([]);

    await open.order(60);
    await open.regulars.run(['run', '--until-caught-up']);
    const second = await open.writes();
    expect(second).toEqual({ ...first, changed: first.changed + 60 });
    expect(await open.wrong()).toEqual([]);

    await open.regulars.run(['run', '--until-caught-up']);
    await open.regulars.run(['replay', '--from', 'beginning']);
    await open.regulars.run(['run', '--until-caught-up']);
    expect(await open.writes()).toEqual(second);
    await open.regulars.run(['audit']);
  });

  test('are written by an apply that Ctrl-C ends, and by the one after it, each once', async () => {
    open = await WrittenBack.open(await useStack(), 250, { mode: 'plan', requestsPerSecond: 20 });
    await open.regulars.run(['run', '--until-caught-up']);
    const applying = open.regulars.start('apply');
    while ((await open.writes()).changed < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    applying.kill('SIGINT');
    const ended = await applying.finished;
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.stdout).toMatch(/ended before the last answer, after \d+ of \d+: the same command goes on/);
    const first = await open.writes();
    const wanted = await open.wanted();
    expect(first.changed).toBeLessThan(wanted);
    await open.regulars.run(['apply']);
    expect(await open.writes()).toEqual({ changed: wanted, unchanged: first.unchanged, refused: 0 });
    expect(await open.wrong()).toEqual([]);
    await open.regulars.run(['run', '--until-caught-up']);
    await open.regulars.run(['audit']);
  });
});
