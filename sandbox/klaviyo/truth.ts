import { type Mailing, standingAt } from '../world/mailing.ts';
import { campaignName, reacted } from './event.ts';
import { profileId } from './ids.ts';

/** Something that was done with an e-mail: what a reader of the twin's API, or of its webhooks, has to arrive at. */
export interface EngagementTruth {
  readonly event_id: string;
  readonly kind: 'opened' | 'clicked';
  /** Lower case and trimmed. */
  readonly email: string;
  readonly campaign: string;
  readonly occurred_at_ms: number;
}

/** The truth about everything opened and clicked up to `at_ms`. No venue sends e-mails. */
export function* engagementTruths(mailing: Mailing, at_ms: number): Generator<EngagementTruth> {
  const { seed } = mailing.world.options;
  for (const reaction of mailing.within(0, at_ms + 1)) {
    const { kind, index, campaign, at_ms: occurred_at_ms } = reaction;
    const { email } = mailing.find(index)!.guest;
    yield { event_id: reacted(seed, reaction).id, kind, email, campaign: campaignName(campaign), occurred_at_ms };
  }
}

/** What somebody says of marketing by e-mail. */
export interface ConsentTruth {
  readonly profile_id: string;
  /** Lower case and trimmed. */
  readonly email: string;
  readonly consent: 'subscribed' | 'unsubscribed' | 'never';
  /** Whether the address bounces. */
  readonly suppressed: boolean;
  /** Since when all of this holds. */
  readonly since_ms: number;
  /** The guest's number. */
  readonly person: number;
}

/** The truth about everybody whom Klaviyo knows at `at_ms`. */
export function* consentTruths(mailing: Mailing, at_ms: number): Generator<ConsentTruth> {
  for (const of of mailing.all()) {
    const standing = standingAt(of, at_ms);
    if (!standing) continue;
    yield {
      profile_id: profileId(mailing.world.options.seed, of.index),
      email: of.guest.email,
      consent: standing.consent,
      suppressed: standing.bounced_at_ms !== null,
      since_ms: standing.updated_at_ms,
      person: of.index,
    };
  }
}
