import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { mulberry32 } from '../../bench/workload.ts';
import { openKafkaLog } from '../../runtime/log/kafka.ts';
import { topics } from '../../schemas/topics.ts';
import { eventually } from './eventually.ts';
import { killedSometimes, loaded } from './killing.ts';
import { digests } from './order-files.ts';
import { Regulars } from './regulars.ts';
import { type TestStack, useStack } from './stack-fixture.ts';

const SEED = 1;
const open: Regulars[] = [];

function fresh(stack: TestStack | undefined, config: Readonly<Record<string, unknown>> = {}): Regulars {
  const regulars = new Regulars(stack, config);
  open.push(regulars);
  return regulars;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.remove()));
});

describe('kill -9', () => {
  test('of the pipeline at five seeded moments leaves the same tables as none', async () => {
    const stack = await useStack();
    const [calm, killed] = [await loaded(fresh(stack)), await loaded(fresh(stack))];
    await killedSometimes(killed, { kills: 5, seed: SEED });
    await calm.run(['run', '--until-caught-up']);
    expect(await killed.rows(digests)).toEqual(await calm.rows(digests));
  });

  test('of the broker leaves the same tables as none', async () => {
    const own = fresh(undefined);
    await own.run(['stack', 'up']);
    try {
      const calm = await loaded(fresh(await useStack()));
      await calm.run(['run', '--until-caught-up']);
      await loaded(own);
      const running = own.start('run', '--until-caught-up');
      await running.says(/spend: /);
      const status = JSON.parse((await own.run(['stack', 'status', '--json'])).stdout);
      process.kill(brokerPid(status), 'SIGKILL');
      expect(await running.finished).toMatchObject({ code: 0 });
      expect(await own.rows(digests)).toEqual(await calm.rows(digests));
    } finally {
      await own.run(['stack', 'down']);
    }
  });

  test('never loses a webhook that got its 2xx', async () => {
    const stack = await useStack();
    const toast = { baseUrl: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x', webhookSecret: 'secret' };
    const regulars = fresh(stack, { upstreams: { toast } });
    const taken: string[] = [];
    const random = mulberry32(SEED);
    for (let kill = 0; kill < 2; kill++) {
      const running = regulars.start('run', '--only', 'webhooks');
      const [, url] = await running.says(/dashboard (http:\S+?)\/?\s/);
      const sending = sendUntilRefused(url!, taken);
      const enough = taken.length + 20 + random() * 200;
      await eventually('deliveries are taken', () => taken.length > enough);
      running.kill('SIGKILL');
      await running.finished;
      await sending;
    }
    expect(taken.length).toBeGreaterThan(20);
    const kept = await deliveriesOn(stack, `${regulars.id}.`);
    expect(taken.filter((guid) => !kept.has(`toast:${guid}`))).toEqual([]);
  });
});

function brokerPid(status: { children: readonly { name: string; pid: number }[] }): number {
  const broker = status.children.find(({ name }) => name === 'kafka');
  if (broker === undefined) throw new Error(`no broker in ${JSON.stringify(status)}`);
  return broker.pid;
}

/** Signed deliveries, four at a time, until nobody answers any more; `taken` gets those that were answered with 2xx. */
async function sendUntilRefused(url: string, taken: string[]): Promise<void> {
  const sender = async () => {
    for (;;) {
      const guid = randomUUID();
      const timestamp = new Date().toISOString();
      const details = { restaurantGuid: randomUUID(), order: { guid: randomUUID() } };
      const body = JSON.stringify({
        timestamp,
        eventCategory: 'order_updated',
        eventType: 'order_updated',
        guid,
        details,
      });
      const signature = createHmac('sha256', 'secret')
        .update(body + timestamp)
        .digest('base64');
      const response = await fetch(`${url}/webhooks/toast`, {
        method: 'POST',
        body,
        headers: { 'toast-signature': signature },
      }).catch(() => undefined);
      if (response === undefined) return;
      if (response.ok) taken.push(guid);
    }
  };
  await Promise.all([sender(), sender(), sender(), sender()]);
}

async function deliveriesOn({ brokers }: TestStack, topicPrefix: string): Promise<Set<string>> {
  const log = await openKafkaLog({ brokers, clientId: 'test', topicPrefix, partitions: 4, logger: () => undefined });
  const found = new Set<string>();
  const { name } = topics.deliveries;
  for (const [partition, { begin, end }] of (await log.ends(name)).entries()) {
    if (begin === end) continue;
    await log.scan({ topic: name, partition, from: begin, to: end }, ({ records }) => {
      for (const { key } of records) found.add(key.toString().split('|')[1]!);
    });
  }
  await log.close();
  return found;
}
