import { expect, test } from 'vitest';
import { featuresRequest } from '../../runtime/log/kafka/features.ts';
import { faultOf } from '../../runtime/log/kafka/known-faults.ts';

/** As Apache Kafka 4.3.0 answers, but for the list of requests, which is cut to two. */
const answer = Buffer.concat([
  Buffer.from('0000', 'hex'),
  Buffer.from('03' + '0000' + '0000' + '000d' + '00' + '0012' + '0000' + '0004' + '00', 'hex'),
  Buffer.from('00000000', 'hex'),
  Buffer.from('02', 'hex'),
  tagged(0, features({ 'group.version': 1, 'metadata.version': 30, 'transaction.version': 2 })),
  tagged(1, Buffer.from('0000000000000005', 'hex')),
]);

function tagged(tag: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, body.length]), body]);
}

function features(of: Record<string, number>): Buffer {
  const entries = Object.entries(of).map(([name, most]) => {
    return Buffer.concat([Buffer.from([name.length + 1]), Buffer.from(name), Buffer.from([0, 0, 0, most, 0])]);
  });
  return Buffer.concat([Buffer.from([entries.length + 1]), ...entries]);
}

test('a broker says which features it knows, beside what we do not ask for', () => {
  expect([...featuresRequest().read(answer).value]).toEqual([
    ['group.version', 1],
    ['metadata.version', 30],
    ['transaction.version', 2],
  ]);
});

test('a broker that tells no features has none', () => {
  const old = Buffer.from('0000' + '01' + '00000000' + '00', 'hex');
  expect(featuresRequest().read(old).value).toEqual(new Map());
});

test('only the releases that lose the end of a transaction are named', () => {
  expect(faultOf(new Map([['metadata.version', 30]]))).toContain('KAFKA-20734');
  expect(faultOf(new Map([['metadata.version', 29]]))).toBeUndefined();
  expect(faultOf(new Map())).toBeUndefined();
});
