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
  });
});
