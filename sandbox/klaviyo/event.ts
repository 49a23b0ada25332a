import type { Change, Reaction, Subscriber } from '../world/mailing.ts';
import { METRICS, type MetricName } from './account.ts';
import { eventId, profileId } from './ids.ts';

/** Something that Klaviyo has counted. */
export interface Happening {
  readonly at_ms: number;
  readonly id: string;
  readonly metric: MetricName;
  readonly index: number;
  /** The campaign's day; null: of none. */
  readonly campaign: number | null;
}

export function reacted(seed: number, { at_ms, kind, index, campaign, which }: Reaction): Happening {
  return { at_ms, id: eventId(seed, index, campaign, which), metric: kind, index, campaign };
}

/** Null where Klaviyo counts nothing. */
export function changed(seed: number, { index }: Subscriber, { at_ms, kind }: Change): Happening | null {
  if (kind === 'known' || kind === 'restored') return null;
  return { at_ms, id: eventId(seed, index, at_ms / 1000), metric: kind, index, campaign: null };
}

export function campaignName(day: number): string {
  return `News of ${new Date(day * 86_400_000).toISOString().slice(0, 10)}`;
}

/** The JSON:API resource; `written`: how its moment looks, which webhooks have another way for. */
export function event(seed: number, { at_ms, id, metric, index, campaign }: Happening, written = instant(at_ms)) {
  const named = campaign !== null && { 'Campaign Name': campaignName(campaign), $message: `m${campaign}` };
  const clicked = metric === 'clicked' && { URL: 'https://acme.example/menu' };
  return {
    type: 'event',
    id,
    attributes: {
      timestamp: at_ms / 1000,
      event_properties: { ...named, ...clicked },
      datetime: written,
      uuid: `${id.toLowerCase()}-0000-11ee-8001-000000000000`,
    },
    relationships: {
      profile: { data: { type: 'profile', id: profileId(seed, index) } },
      metric: { data: { type: 'metric', id: METRICS[metric].id } },
    },
    links: { self: `https://a.klaviyo.com/api/events/${id}` },
  };
}

/** `2022-11-08T01:23:45+00:00`. */
export function instant(at_ms: number): string {
  return new Date(at_ms).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}
