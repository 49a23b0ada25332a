import type { ServiceEvent } from './event.ts';

/** The same event with keys that no documentation knows: a reader keeps them, or ignores them, and goes on. */
export function withUnknownKeys<T extends object>(found: T): T & Record<string, unknown> {
  return { ...found, livemode: false, hologram: { colour: 'teal' } };
}

/** The same event as something whose type no documentation knows. */
export function ofUnknownType(event: ServiceEvent): unknown {
  return withUnknownKeys({ ...event, type: 'reservation.levitated', data: { ...event.data, height_cm: 12.5 } });
}

/** An event that is none: by `which` (0, 1, 2 …) in turn without an id, of no moment, and with a list for its data. */
export function poisonedEvent(event: ServiceEvent, which: number): unknown {
  if (which % 3 === 0) return { ...event, id: undefined };
  const id = `evt_poison${which}`;
  return which % 3 === 1 ? { ...event, id, created_at: 'yesterday evening' } : { ...event, id, data: ['created', 4] };
}

/** A reservation that is none: in turn without an id, and of no moment. */
export function poisonedReservation(found: object, which: number): unknown {
  return which % 2 === 0 ? { ...found, id: undefined } : { ...found, id: `resv_poison${which}`, updated_at: 'soon' };
}
