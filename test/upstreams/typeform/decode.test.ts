import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SurveyResponse } from '../../../schemas/generated/types.ts';
import { linkedIds } from '../../../upstreams/typeform/config.ts';
import { decodeResponse } from '../../../upstreams/typeform/decode.ts';
import { answer, response } from './sample.ts';

const context = {
  form_id: 'f1',
  ids: linkedIds([{ toast: 'r1' }, {}]),
  origin: { kind: 'delivery', delivery_id: 'd1' },
} as const;

function read(json: unknown, of = context): SurveyResponse {
  const decoded = decodeResponse(json, of);
  if (decoded.kind === 'refused') throw new Error(`${decoded.reason}: ${decoded.detail}`);
  // A decoder of Typeform's makes nothing else.
  return decoded.value as SurveyResponse;
}

const answersOf = (...answers: object[]) => JSON.parse(read(response({ answers })).answers);

describe('a response of Typeform', () => {
  it('is read field by field', () => {
    const hidden = { client_id: 'c1', order_id: 'o1', email: ' Ada@Example.com', utm_source: 'mail' };
    const answers = [answer('food', 'number', 4), answer('dietary', 'choices', { labels: ['Vegan'] })];
    const decoded = decodeResponse(response({ hidden, answers }), context);
    expect(decoded).toMatchObject({ kind: 'record', event_time_ms: Date.parse('2026-05-09T01:30:00Z') });
    expect(read(response({ hidden, answers }))).toEqual({
      response_id: 'typeform:token1',
      upstream: 'typeform',
      form_id: 'f1',
      email: 'ada@example.com',
      client_id: 'sevenrooms:c1',
      order_id: 'toast:o1',
      submitted_at: Date.parse('2026-05-09T01:30:00Z'),
      answers: '{"dietary":["Vegan"],"food":4}',
    });
  });

  it.each([
    ['text', 'Lovely', 'Lovely'],
    ['email', 'ada@example.com', 'ada@example.com'],
    ['number', 0, 0],
    ['boolean', false, false],
    ['url', 'https://example.com', 'https://example.com'],
    ['file_url', 'https://example.com/a.png', 'https://example.com/a.png'],
    ['phone_number', '+15005550006', '+15005550006'],
    ['date', '2005-10-15', '2005-10-15'],
    ['date', '2005-10-15T00:00:00Z', '2005-10-15'],
    ['choice', { id: 'x', ref: 'y', label: 'London' }, 'London'],
    ['choice', { other: 'Cork' }, 'Cork'],
    ['choices', { ids: ['x'], labels: ['London', 'Sydney'], other: 'Cork' }, ['London', 'Sydney', 'Cork']],
    ['choices', { labels: [] }, []],
    ['payment', { amount: '12.50', success: true }, { amount: '12.50', success: true }],
    ['hologram', { teal: [1] }, { teal: [1] }],
  ])('has an answer of type %s: %j', (type, value, expected) => {
    expect(answersOf(answer('q', type, value))).toEqual({ q: expected });
  });

  it('names a question by its id where it has no ref, and keeps what it does not say as null', () => {
    expect(answersOf({ type: 'text', field: { id: 'i1' } })).toEqual({ i1: null });
  });

  it('has the same answers in whatever order they came', () => {
    const answers = ['b', 'a', '10', '9', '__proto__'].map((ref) => answer(ref, 'text', ref));
    const [one, other] = [answers, answers.toReversed()].map((some) => read(response({ answers: some })).answers);
    expect(one).toBe(other);
    expect(one).toBe('{"9":"9","10":"10","__proto__":"__proto__","a":"a","b":"b"}');
  });

  it('takes the address of an answer where the link has none', () => {
    const answers = [answer('where', 'email', 'Bo@Example.com')];
    expect(read(response({ answers })).email).toBe('bo@example.com');
    expect(read(response({ answers, hidden: { email: 'none' } })).email).toBe('bo@example.com');
    expect(read(response({ answers, hidden: { email: 'ada@example.com' } })).email).toBe('ada@example.com');
    expect(read(response({ answers: null, hidden: undefined })).email).toBeNull();
  });

  it('takes ids that name their system at their word, and asks whose the others are', () => {
    const named = { client_id: 'service:7', order_id: 'square:o1', check_guid: 'k1' };
    expect(read(response({ hidden: named }))).toMatchObject({ client_id: 'service:7', order_id: 'square:o1' });
    expect(read(response({ hidden: { check_guid: 'k1' } })).order_id).toBe('toast:k1');
    const both = { ...context, ids: linkedIds([{ toast: 'r1', square: 'l1' }]) };
    expect(read(response({ hidden: { order_id: 'o1' } }), both).order_id).toBeNull();
    expect(read(response({ hidden: { order_id: 'toast:o1' } }), both).order_id).toBe('toast:o1');
  });

  it('passes over what is no id in a link that somebody altered', () => {
    const hidden = { client_id: 'x'.repeat(5000), order_id: 7, check_guid: { a: 1 }, email: ['a@b.example'] };
    expect(read(response({ hidden }))).toMatchObject({ client_id: null, order_id: null, email: null });
  });
});

describe('a response that cannot be understood', () => {
  it.each([
    ['no response at all', 7, 'wrong_type', '(the whole): an object expected'],
    ['without a token', response({ token: '' }), 'missing_field', 'response_id: expected, but not there'],
    ['never submitted', response({ submitted_at: null }), 'missing_field', 'submitted_at: expected, but not there'],
    [
      'submitted in the year 1, as those are that were begun only',
      response({ submitted_at: '0001-01-01T00:00:00Z' }),
      'missing_field',
      'submitted_at: expected, but not there',
    ],
    ['with a text for answers', response({ answers: 'good' }), 'wrong_type', 'answers: a list expected'],
    [
      'with an answer to no question',
      response({ answers: [{ type: 'text', text: 'good' }] }),
      'missing_field',
      'answers[0].field: expected, but not there',
    ],
    [
      'with a choice that is a text',
      response({ answers: [answer('q', 'choice', 'London')] }),
      'wrong_type',
      'answers[0].choice: an object expected',
    ],
  ])('is refused by name: %s', (_, json, reason, detail) => {
    expect(decodeResponse(json, context)).toMatchObject({ kind: 'refused', reason, detail, upstream: 'typeform' });
  });

  it('is refused where an answer is nested too deep to be written', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    const decoded = decodeResponse(response({ answers: [answer('q', 'hologram', deep)] }), context);
    expect(decoded).toMatchObject({ kind: 'refused', reason: 'nested_too_deep' });
  });

  it('never throws, whatever it is', () => {
    const json = fc.jsonValue();
    const said = fc.record({
      type: fc.oneof(json, fc.constantFrom('choice', 'choices', 'date')),
      field: json,
      choice: json,
    });
    const shape = fc.record({ token: json, submitted_at: json, hidden: json, answers: fc.oneof(json, fc.array(said)) });
    fc.assert(
      fc.property(fc.oneof(json, shape), (some) => {
        expect(['record', 'refused']).toContain(decodeResponse(some, context).kind);
        expect(['record', 'refused']).toContain(decodeResponse(response(Object(some)), context).kind);
      }),
    );
  });
});
