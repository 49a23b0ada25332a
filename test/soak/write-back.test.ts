import { expect, test } from 'vitest';
import { useStack } from '../real/stack-fixture.ts';
import { WrittenBack } from '../real/written-back.ts';

test('ten thousand profiles, a thousand of them changed by orders: as many PATCHes as differ, whatever is killed', async () => {
  const open = await WrittenBack.open(await useStack(), 40_000);
  try {
    await open.killedSometimes(10, 11);
    const profiles = await open.profiles();
    expect(profiles.length).toBeGreaterThan(10_000);
    const first = await open.writes();
    expect(first.changed).toBe(await open.wanted());
    expect(await open.wrong()).toEqual([]);

    await open.order(1_000);
    await open.killedSometimes(3, 12);
    const second = await open.writes();
    expect(second.changed).toBe(first.changed + 1_000);
    expect(await open.wrong()).toEqual([]);

    await open.regulars.run(['run', '--until-caught-up']);
    await open.regulars.run(['replay', '--from', 'beginning']);
    await open.regulars.run(['run', '--until-caught-up']);
    expect(await open.writes()).toEqual(second);
  } finally {
    await open.close();
  }
});
