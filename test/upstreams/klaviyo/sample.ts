/** An event as the list has it. */
export function event(changes: object = {}, attributes: object = {}) {
  return {
    type: 'event',
    id: 'ev1',
    attributes: {
      timestamp: 1_778_000_000,
      datetime: '2026-05-05T16:53:20+00:00',
      event_properties: { 'Campaign Name': 'Spring', $message: 'm1' },
      uuid: 'u1',
      ...attributes,
    },
    relationships: {
      profile: { data: { type: 'profile', id: 'p1' } },
      metric: { data: { type: 'metric', id: 'm1' } },
    },
    ...changes,
  };
}

/** A profile with what it is subscribed to. */
export function profile(marketing: object | null = { consent: 'SUBSCRIBED' }, attributes: object = {}) {
  return {
    type: 'profile',
    id: 'p1',
    attributes: {
      email: ' Ada@Example.com',
      updated: '2026-05-09T00:00:00+00:00',
      subscriptions: { email: { marketing }, sms: null },
      ...attributes,
    },
  };
}
