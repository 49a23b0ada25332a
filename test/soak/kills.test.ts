import { expect, test } from 'vitest';
import { killedSometimes, loaded } from '../real/killing.ts';
import { digests } from '../real/order-files.ts';
import { Regulars } from '../real/regulars.ts';
import { useStack } from '../real/stack-fixture.ts';

test('fifty kills of the pipeline at seeded moments leave the same tables as none', async () => {
  const stack = await useStack();
  const calm = await loaded(new Regulars(stack));
  await calm.run(['run', '--until-caught-up']);
  const expected = await calm.rows(digests);
  for (let round = 0; round < 10; round++) {
    const killed = await loaded(new Regulars(stack));
    await killedSometimes(killed, { kills: 5, seed: 100 + round });
    expect(await killed.rows(digests), `round ${round}`).toEqual(expected);
    await killed.remove();
  }
  await calm.remove();
});
