import { afterAll, beforeAll, describe } from 'vitest';
import { logContract } from '../log/contract.ts';
import { KafkaFixture } from './log-fixture.ts';
import { useStack } from './stack-fixture.ts';

describe('the log on Kafka', () => {
  let kafka: KafkaFixture;
  beforeAll(async () => {
    kafka = new KafkaFixture((await useStack()).brokers);
  });
  afterAll(() => kafka.close());

  logContract({
    open: () => kafka.open(),
    freshTopics: (count) => kafka.freshTopics(count),
    dieInTransaction: (id, transaction) => kafka.dieInTransaction(id, transaction),
  });
});
