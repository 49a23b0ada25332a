import { opaque, unmasked, word } from '../opaque.ts';
import type { Visit } from '../world/calendar.ts';
import { hash } from '../world/random.ts';

/** `resv_…`, which holds, masked, which reservation it is. */
export function reservationId(seed: number, key: Visit): string {
  return `resv_${opaque(hash(seed, 201), key)}`;
}

/** Which reservation an id is of; null where it is none of ours. */
export function reservationOf(seed: number, id: string): Visit | null {
  return id.startsWith('resv_') ? unmasked(hash(seed, 201), id.slice('resv_'.length)) : null;
}

/** `evt_…` of the `place`-th thing that happened to a reservation. In no order: those of one second come as they come. */
export function eventId(seed: number, key: Visit, place: number): string {
  return `evt_${letters(seed, 202, key, place)}`;
}

/** `msg_…` of the webhook about an event, the same at every attempt. */
export function messageId(seed: number, key: Visit, place: number): string {
  return `msg_${letters(seed, 203, key, place)}`;
}

function letters(seed: number, kind: number, { venue, day, number }: Visit, place: number): string {
  return word(hash(seed, kind, venue, day, number, place)) + word(hash(seed, kind + 10, venue, day, number, place));
}
