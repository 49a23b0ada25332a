import { afterAll, expect, test } from 'vitest';
import { csv, digests, seededOrders } from './order-files.ts';
import { Regulars } from './regulars.ts';
import { useStack } from './stack-fixture.ts';

const open: Regulars[] = [];
const file = csv(seededOrders(6_000, 33));

afterAll(async () => {
  await Promise.all(open.map((one) => one.remove()));
});

test('three processes share the processors; one is killed, one joins, and the results are the same', async () => {
  const stack = await useStack();
  const [alone, shared] = [new Regulars(stack), new Regulars(stack)];
  open.push(alone, shared);
  await alone.run(['import', 'orders', alone.write('orders.csv', file)]);
  await alone.run(['run', '--until-caught-up']);

  await shared.run(['import', 'orders', shared.write('orders.csv', file)]);
  const start = (name: string) => shared.start('run', '--only', 'processors', '--instance', name);
  const [one, two, three] = [start('one'), start('two'), start('three')];
  await Promise.all([one, two, three].map((running) => running.says(/spend: /)));
  two.kill('SIGKILL');
  await two.finished;
  const four = start('four');
  await four.says(/spend: /);
  await shared.run(['run', '--until-caught-up']);
  for (const running of [one, three, four]) running.kill('SIGINT');
  for (const running of [one, three, four]) expect(await running.finished).toMatchObject({ code: 0 });
  await shared.run(['run', '--until-caught-up']);
  expect(await shared.rows(digests)).toEqual(await alone.rows(digests));
});
