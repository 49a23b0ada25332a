import type { Received } from './inbox.ts';

interface Body {
  readonly data?: {
    readonly type?: unknown;
    readonly attributes?: {
      readonly properties?: unknown;
      readonly time?: unknown;
      readonly unique_id?: unknown;
      readonly metric?: { readonly data?: Named };
      readonly profile?: { readonly data?: Named };
    };
  };
}

interface Named {
  readonly attributes?: { readonly name?: unknown; readonly email?: unknown };
}

/** The body of POST /api/events, as it is kept; a text where it is wrong. `now_ms`: for an event without a time. */
export function received(text: string, now_ms: number): Received | string {
  let body: Body;
  try {
    body = JSON.parse(text); // read only to be checked, key by key
  } catch {
    return 'The body is not JSON.';
  }
  const attributes = body?.data?.attributes;
  if (body?.data?.type !== 'event' || attributes === undefined) return 'data must be an event.';
  const { properties, time, unique_id, metric, profile } = attributes;
  const name = metric?.data?.attributes?.name;
  const email = profile?.data?.attributes?.email;
  if (typeof name !== 'string' || name === '' || name.length >= 128) return 'A metric needs a name.';
  if (typeof email !== 'string' || !/^\S+@\S+\.\S+$/.test(email)) return 'A profile needs an e-mail address.';
  if (typeof properties !== 'object' || properties === null) return 'properties must be an object.';
  const time_ms = time === undefined ? now_ms : Date.parse(String(time));
  if (Number.isNaN(time_ms)) return 'time must be a date.';
  const second = Math.floor(time_ms / 1000);
  const id = typeof unique_id === 'string' ? unique_id : String(second);
  // An object, as has just been seen.
  return {
    email,
    metric: name,
    unique_id: id,
    time_ms: second * 1000,
    properties: properties as Received['properties'],
  };
}
