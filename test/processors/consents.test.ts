import { describe, expect, test } from 'vitest';
import { removed } from '../../runtime/driver/given.ts';
import { joinKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { ann, day, engaged, given, identity, knows, order, profile } from './sentences.ts';

const known = order('toast:1', day(0), 100);
const mailchimp = { upstream: 'mailchimp' };

describe('who wants no mail', () => {
  test('is who told an e-mail system so, by any of its words', () => {
    given(known).then(knows(ann, { opted_out: null }));
    given(known, engaged('subscribe', day(1))).then(knows(ann, { opted_out: false }));
    given(known, engaged('unsubscribe', day(1))).then(knows(ann, { opted_out: true }));
    given(known, engaged('suppress', day(1))).then(knows(ann, { opted_out: true }));
    given(known, engaged('open', day(1)), engaged('click', day(1))).then(knows(ann, { opted_out: null }));
  });

  test('is so until that one is told yes again, in whatever order one hears of it', () => {
    const [yes, no, again] = [
      engaged('subscribe', day(1)),
      engaged('unsubscribe', day(2)),
      engaged('subscribe', day(3)),
    ];
    given(known, no, yes).then(knows(ann, { opted_out: true }));
    given(known, again, no, yes).then(knows(ann, { opted_out: false }));
    given(known, no, engaged('subscribe', day(3), mailchimp)).then(knows(ann, { opted_out: true }));
    given(known, no, engaged('subscribe', day(3), mailchimp), again).then(knows(ann, { opted_out: false }));
  });

  test('is not asked of one source alone: a profile may say no as well', () => {
    const [yes, no] = [false, true].map((opted_out, n) => profile('c:1', { email: ann, opted_out, version: n + 1 }));
    given(yes!, engaged('unsubscribe', day(1))).then(knows(ann, { opted_out: true }));
    given(yes!, no!, engaged('subscribe', day(1))).then(knows(ann, { opted_out: true }));
    given(yes!, engaged('subscribe', day(1))).then(knows(ann, { opted_out: false }));
  });

  test('says so before anybody knows the guest, and makes none', () => {
    const no = engaged('unsubscribe', day(0));
    given(no).then(identity(ann, null), (driver) => {
      expect([...driver.table(topics.members_consents).values()]).toMatchObject([{ member: ann, opted_out: true }]);
    });
    given(no)
      .when(known)
      .then(knows(ann, { opted_out: true }));
  });

  test('is forgotten with what was said, and what was said before holds again', () => {
    const erased = removed(topics.email_engagement, joinKey([ann, `klaviyo:unsubscribe@${day(2)}`]));
    given(known, engaged('subscribe', day(1)), engaged('unsubscribe', day(2)))
      .when(erased)
      .then(knows(ann, { opted_out: false }));
    given(known, engaged('unsubscribe', day(2)))
      .when(erased)
      .then(knows(ann, { opted_out: null }));
  });
});
