interface Resource {
  readonly id: string;
  readonly attributes: object;
}

/** The same resource with keys that no documentation knows: a reader keeps them, or ignores them, and goes on. */
export function withUnknownFields(row: Resource): object {
  return { ...row, attributes: { ...row.attributes, aura: 'teal' }, hologram: [1] };
}

/** A resource that is none: by `which` (0, 1, 2 …) in turn without an id, of no moment, and with a text for its attributes. */
export function poisoned(row: Resource, which: number): object {
  if (which % 3 === 0) return { ...row, id: undefined };
  const id = `poison${which}`;
  if (which % 3 === 2) return { ...row, id, attributes: 'lost' };
  const subscriptions = { email: { marketing: { consent: 'SUBSCRIBED', last_updated: 'soon' } } };
  return { ...row, id, attributes: { ...row.attributes, timestamp: 'soon', subscriptions } };
}
