import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { featuresRequest } from '../../runtime/log/kafka/features.ts';
import { knownFault } from '../../runtime/log/kafka/known-faults.ts';
import { Link } from '../../runtime/log/kafka/link.ts';
import { send } from '../../runtime/log/kafka/send.ts';
import { logContract } from '../log/contract.ts';
import { KafkaFixture } from './log-fixture.ts';
import { useStack } from './stack-fixture.ts';

describe.each([
  ['our own way of the records', true],
  ["kafkajs' way of the records", false],
])('the log on Kafka, %s', (_, fast) => {
  let kafka: KafkaFixture;
  beforeAll(async () => {
    kafka = new KafkaFixture((await useStack()).brokers, { fast });
  });
  afterAll(() => kafka.close());

  logContract({
    open: () => kafka.open(),
    freshTopics: (count) => kafka.freshTopics(count),
    dieInTransaction: (id, transaction) => kafka.dieInTransaction(id, transaction),
  });
});

test('the broker of the local stack is of no release that is known to lose anything', async () => {
  const { brokers } = await useStack();
  const link = new Link({ brokers, clientId: 'log-test', logger: () => {} });
  try {
    const broker = await link.any();
    expect((await send(broker, featuresRequest())).get('metadata.version')).toBeGreaterThan(0);
    expect(await knownFault(broker)).toBeUndefined();
  } finally {
    await link.close();
  }
});
