import { priority } from '../shared/budget.ts';
import { isRefusal } from '../shared/http-failures.ts';
import type { EventAnswer, EventWriter, OwnEvent } from '../types.ts';
import type { KlaviyoApi } from './api.ts';

/**
 * Our own events at Klaviyo, POST /api/events, for its flows to act on. `unique_id` is the event's id: of two with the same
 * profile and metric Klaviyo keeps the first (OpenAPI 2026-07-15). A profile that there is not is made, without any
 * consent: what subscribes somebody is never called.
 */
export function eventWriter(api: Pick<KlaviyoApi, 'create'>): EventWriter {
  return {
    async write(event, signal): Promise<EventAnswer> {
      const { answer, failure } = await api.create(resourceOf(event), { priority: priority.write, signal });
      const { status: http_status } = answer;
      if (failure === null) return { kind: 'taken', http_status };
      if (!isRefusal(http_status)) throw failure;
      return { kind: 'refused', http_status, reason: failure.reason };
    },
  };
}

function resourceOf({ id, name, email, occurred_at, properties }: OwnEvent): object {
  const given = Object.entries(properties).filter(([, value]) => value !== null);
  return {
    type: 'event',
    attributes: {
      properties: Object.fromEntries(given),
      time: new Date(occurred_at).toISOString(),
      unique_id: id,
      metric: { data: { type: 'metric', attributes: { name } } },
      profile: { data: { type: 'profile', attributes: { email } } },
    },
  };
}
