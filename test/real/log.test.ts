import { afterAll, beforeAll, describe } from 'vitest';
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
