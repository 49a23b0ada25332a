import { mulberry32 } from '../../bench/workload.ts';
import { corrections, csv, seededOrders } from './order-files.ts';
import type { Regulars } from './regulars.ts';

const orders = seededOrders(4_000, 21);
const files = [csv(orders), csv(corrections(orders, 22))];

/** The orders of these tests are on the log, a tenth of them corrected. */
export async function loaded(regulars: Regulars): Promise<Regulars> {
  for (const [index, content] of files.entries()) {
    await regulars.run(['import', 'orders', regulars.write(`orders-${index}.csv`, content)]);
  }
  return regulars;
}

/** Starts the pipeline and kills it at a seeded moment of its work, over and over; then lets it finish. */
export async function killedSometimes(
  regulars: Regulars,
  { kills, seed }: { readonly kills: number; readonly seed: number },
): Promise<void> {
  const random = mulberry32(seed);
  for (let kill = 0; kill < kills; kill++) {
    const running = regulars.start('run');
    await running.says(/dashboard/);
    await new Promise((resolve) => setTimeout(resolve, random() * 6_000));
    running.kill('SIGKILL');
    await running.finished;
  }
  await regulars.run(['run', '--until-caught-up']);
}
