import * as kafkajs from 'kafkajs';
import { createErrorFromCode, errorCodes } from 'kafkajs/src/protocol/error.js';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../runtime/failures.ts';
import { kafkaFailure, nameOf, verdictOf, verdicts } from '../../runtime/log/kafka/errors.ts';

/** Protocol errors of newer brokers that kafkajs has no name for, by their codes. */
const nameless = { THROTTLING_QUOTA_EXCEEDED: 89, PRODUCER_FENCED: 90, TRANSACTION_ABORTABLE: 120 };

/** kafkajs would try again; it is the answer to a request that the log never makes. */
const judgedOtherwise = ['ELECTION_NOT_NEEDED'];

describe('what goes wrong at Kafka', () => {
  test.each(Object.entries(verdicts))('%s has one verdict, also wrapped by kafkajs', (name, verdict) => {
    const error = errorNamed(name);
    expect(nameOf(error)).toBe(name);
    const wrapped = Object.assign(new Error('tried 5 times', { cause: error }), {
      name: 'KafkaJSNumberOfRetriesExceeded',
    });
    expect(verdictOf(wrapped)).toEqual(verdict);
    const failure = kafkaFailure(wrapped, 'writing records');
    expect(failure).toMatchObject({ kind: verdict.kind, message: expect.stringMatching(/^writing records: /) });
    expect(failure.reason).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });

  test('is only worth another attempt where a verdict says so', () => {
    for (const verdict of Object.values(verdicts))
      expect(verdict.mend === undefined || verdict.kind === 'retry').toBe(true);
  });

  test('is never final where kafkajs knows that it heals', () => {
    const heal = errorCodes.filter(({ code }) => Object(createErrorFromCode(code)).retriable === true);
    const final = heal.filter(({ code }) => verdictOf(createErrorFromCode(code)).kind === 'fatal');
    expect(final.map(({ type }) => type)).toEqual(judgedOtherwise);
  });

  test('and is unknown is fatal', () => {
    for (const unknown of [
      createErrorFromCode(9_999),
      new TypeError('undefined is not a function'),
      'text',
      undefined,
    ]) {
      expect(verdictOf(unknown)).toEqual({ kind: 'fatal' });
      expect(kafkaFailure(unknown, 'reading')).toMatchObject({ kind: 'fatal' });
    }
  });

  test('stays what it was where it has been judged before', () => {
    const failure = new Failure('poison', 'undecodable');
    expect(kafkaFailure(failure, 'reading')).toBe(failure);
    expect(verdictOf(failure)).toEqual({ kind: 'poison' });
  });
});

function errorNamed(name: string): Error {
  if (name.startsWith('KafkaJS')) {
    // The errors that kafkajs publishes take a message first; the others are told by their name alone.
    const known: unknown = Reflect.get(kafkajs, name);
    if (typeof known !== 'function') return Object.assign(new Error('gone'), { name });
    return Reflect.construct(known, ['gone', {}]);
  }
  const code = Reflect.get(nameless, name) ?? errorCodes.find((one) => one.type === name)?.code;
  expect(code, `kafkajs and we have no code for ${name}`).toBeTypeOf('number');
  return createErrorFromCode(Number(code));
}
