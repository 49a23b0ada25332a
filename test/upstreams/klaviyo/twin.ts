import { KLAVIYO_API_KEY } from '../../../sandbox/klaviyo/account.ts';
import type { ConsentTruth, EngagementTruth } from '../../../sandbox/klaviyo/truth.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import type { EmailEngagement } from '../../../schemas/generated/types.ts';
import type { KlaviyoConfig } from '../../../upstreams/klaviyo/config.ts';

/** As the twin has it. */
export function configFor(sandbox: Sandbox, changes: Partial<KlaviyoConfig> = {}): KlaviyoConfig {
  return {
    baseUrl: sandbox.urls.klaviyo,
    apiKey: KLAVIYO_API_KEY,
    webhookSecret: null,
    pollSeconds: 1,
    requestsPerSecond: 100_000,
    since: { kind: 'beginning' },
    ...changes,
  };
}

export const deps = { log: { info: () => undefined }, metrics: { upstreamCall: () => undefined }, now: Date.now };

/** What the twin knows to be true, as of now. */
async function linesOf<T>(sandbox: Sandbox, about: string): Promise<T[]> {
  const answer = await fetch(`${sandbox.urls.sandbox}/truth/${about}`);
  const lines = (await answer.text()).trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/** In the words of our records: what was opened and clicked, and what everybody says by now. */
export async function truthOf(sandbox: Sandbox): Promise<EmailEngagement[]> {
  const engagement = await linesOf<EngagementTruth>(sandbox, 'engagement');
  const consents = await linesOf<ConsentTruth>(sandbox, 'consents');
  return [...engagement.map(engaged), ...consents.flatMap((one) => consented(one) ?? [])];
}

function engaged({ event_id, kind, email, campaign, occurred_at_ms }: EngagementTruth): EmailEngagement {
  const ours = kind === 'opened' ? 'open' : 'click';
  return {
    event_id: `klaviyo:${event_id}`,
    upstream: 'klaviyo',
    email,
    kind: ours,
    campaign,
    occurred_at: occurred_at_ms,
  };
}

function consented({ profile_id, email, consent, suppressed, since_ms }: ConsentTruth): EmailEngagement | null {
  const kind =
    consent === 'unsubscribed'
      ? 'unsubscribe'
      : suppressed
        ? 'suppress'
        : consent === 'subscribed'
          ? 'subscribe'
          : null;
  if (kind === null) return null;
  const event_id = `klaviyo:${profile_id}@${new Date(since_ms).toISOString()}:${kind}`;
  return { event_id, upstream: 'klaviyo', email, kind, campaign: null, occurred_at: since_ms };
}

/** Of what is opened and clicked each event; of consent only what somebody says last can be read. */
export function identity(value: unknown): { key: string; version: number } {
  // Klaviyo's sources produce nothing but this.
  const { event_id, kind, email, occurred_at } = value as EmailEngagement;
  return { key: kind === 'open' || kind === 'click' ? event_id : `consent of ${email}`, version: occurred_at };
}
