import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EmailEngagement } from '../../../schemas/generated/types.ts';
import { decodeConsent, decodeEvent } from '../../../upstreams/klaviyo/decode.ts';
import { event, profile } from './sample.ts';

const origin = { kind: 'delivery', delivery_id: 'd1' } as const;
const at = Date.parse;
const context = (profiles: Record<string, unknown> = { p1: profile() }) =>
  ({ kind: 'open', profile: (id: string) => profiles[id], origin }) as const;

function recordOf(decoded: ReturnType<typeof decodeEvent>): EmailEngagement | null {
  if (decoded?.kind === 'refused') throw new Error(`${decoded.reason}: ${decoded.detail}`);
  // A decoder of Klaviyo's makes nothing else.
  return (decoded?.value as EmailEngagement | undefined) ?? null;
}

const opened = (json: unknown, profiles?: Record<string, unknown>) => recordOf(decodeEvent(json, context(profiles)));
const consent = (json: unknown) => recordOf(decodeConsent(json, origin));

describe('an event of Klaviyo', () => {
  it('is read field by field', () => {
    expect(opened(event())).toEqual({
      event_id: 'klaviyo:ev1',
      upstream: 'klaviyo',
      email: 'ada@example.com',
      kind: 'open',
      campaign: 'Spring',
      occurred_at: 1_778_000_000_000,
    });
    expect(decodeEvent(event(), context())).toMatchObject({ event_time_ms: 1_778_000_000_000 });
  });

  it('is the same whichever way its moment is written', () => {
    const ways = ['2026-05-05T16:53:20+00:00', '2026-05-05 16:53:20+00:00', '2026-05-05T18:53:20+02:00'];
    for (const datetime of ways) {
      expect(opened(event({}, { timestamp: null, datetime }))).toEqual(opened(event({}, { datetime })));
    }
  });

  it('names its message where it names no campaign, and nothing where it names neither', () => {
    expect(opened(event({}, { event_properties: { $message: 'm1' } }))?.campaign).toBe('m1');
    expect(
      opened(event({}, { event_properties: { 'Campaign Name': 7, $message: 'x'.repeat(3000) } }))?.campaign,
    ).toBeNull();
    expect(opened(event({}, { event_properties: null }))?.campaign).toBeNull();
  });

  it('is nothing where its profile is gone, or has no address', () => {
    expect(opened(event(), {})).toBeNull();
    expect(opened(event(), { p1: profile(null, { email: null }) })).toBeNull();
    expect(opened(event({ relationships: null }))).toBeNull();
  });

  it.each([
    ['no event', 7, 'wrong_type', '(the whole): an object expected'],
    ['without an id', event({ id: '' }), 'missing_field', 'id: expected, but not there'],
    ['without attributes', event({ attributes: null }), 'missing_field', 'attributes: expected, but not there'],
    [
      'of no moment',
      event({}, { timestamp: null, datetime: null }),
      'missing_field',
      'attributes.timestamp: expected, but not there',
    ],
    [
      'of a moment that is a text',
      event({}, { timestamp: 'soon' }),
      'wrong_type',
      'attributes.timestamp: a number expected',
    ],
    [
      'of a moment beyond all numbers',
      event({}, { timestamp: 1e300 }),
      'out_of_range',
      'attributes.timestamp: epoch seconds expected',
    ],
  ])('is refused by name: %s', (_, json, reason, detail) => {
    expect(decodeEvent(json, context())).toMatchObject({ kind: 'refused', reason, detail, upstream: 'klaviyo' });
  });
});

describe('what a profile says', () => {
  const since = '2026-02-21T20:07:38+00:00';

  it.each([
    ['subscribe', { consent: 'SUBSCRIBED', consent_timestamp: since, suppression: [] }],
    ['unsubscribe', { consent: 'UNSUBSCRIBED', last_updated: '2026-02-21T20:07:38.000000' }],
    ['unsubscribe', { consent: 'UNSUBSCRIBED', suppression: [{ reason: 'UNSUBSCRIBE', timestamp: since }] }],
    ['suppress', { consent: 'SUBSCRIBED', suppression: [{ reason: 'HARD_BOUNCE', timestamp: since }] }],
    ['suppress', { consent: 'NEVER_SUBSCRIBED', suppression: [{ reason: 'USER_SUPPRESSED', timestamp: since }] }],
  ])('is %s: %j', (kind, marketing) => {
    expect(consent(profile(marketing))).toEqual({
      event_id: `klaviyo:p1@2026-02-21T20:07:38.000Z:${kind}`,
      upstream: 'klaviyo',
      email: 'ada@example.com',
      kind,
      campaign: null,
      occurred_at: at(since),
    });
  });

  it('holds from the latest moment that it names, else from the change of the profile', () => {
    const suppression = [{ reason: 'SPAM_COMPLAINT', timestamp: '2026-04-01T00:00:00+00:00' }];
    const marketing = { consent: 'SUBSCRIBED', consent_timestamp: since, suppression };
    expect(consent(profile(marketing))?.occurred_at).toBe(at('2026-04-01T00:00:00Z'));
    const lifted = { ...marketing, suppression: [], last_updated: '2026-05-01T00:00:00+00:00' };
    expect(consent(profile(lifted))).toMatchObject({ kind: 'subscribe', occurred_at: at('2026-05-01T00:00:00Z') });
    expect(consent(profile({ consent: 'SUBSCRIBED' }))?.occurred_at).toBe(at('2026-05-09T00:00:00Z'));
  });

  it('is nothing where nobody was asked, there is no address, or subscriptions were not asked for', () => {
    expect(consent(profile({ consent: 'NEVER_SUBSCRIBED', suppression: null }))).toBeNull();
    expect(consent(profile({ consent: 'PERHAPS' }))).toBeNull();
    expect(consent(profile({ consent: 'SUBSCRIBED' }, { email: 'none' }))).toBeNull();
    expect(consent(profile(null))).toBeNull();
    expect(consent(profile(null, { subscriptions: null }))).toBeNull();
  });

  it('is refused where it cannot be read', () => {
    expect(decodeConsent(profile({ consent: 7 }), origin)).toMatchObject({
      kind: 'refused',
      detail: 'attributes.subscriptions.email.marketing.consent: a string expected',
    });
    expect(decodeConsent(profile({ consent: 'SUBSCRIBED', last_updated: 'soon' }), origin)).toMatchObject({
      kind: 'refused',
      reason: 'wrong_type',
    });
  });
});

it('whatever comes is a record, a refusal, or nothing: nothing is thrown', () => {
  const json = fc.jsonValue();
  const marketing = fc.oneof(
    json,
    fc.record({ consent: fc.oneof(json, fc.constant('SUBSCRIBED')), suppression: json }),
  );
  fc.assert(
    fc.property(json, json, marketing, (some, other, said) => {
      const shapes = [
        some,
        event(Object(some)),
        event({}, Object(some)),
        event({ relationships: some }),
        event({ attributes: some }),
      ];
      for (const shape of shapes) {
        const decoded = decodeEvent(shape, { ...context({ p1: other }), profile: () => other });
        expect(['record', 'refused', undefined]).toContain(decoded?.kind);
      }
      for (const shape of [some, profile(Object(said)), profile(null, Object(some)), { id: 'p', attributes: some }]) {
        expect(['record', 'refused', undefined]).toContain(decodeConsent(shape, origin)?.kind);
      }
    }),
  );
});
