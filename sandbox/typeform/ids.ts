import { opaque, unmasked, word } from '../opaque.ts';
import type { Visit } from '../world/calendar.ts';
import { hash } from '../world/random.ts';

/** A response's token, which holds, masked, which visit it is about. */
export function tokenOf(seed: number, visit: Visit): string {
  return `t${opaque(hash(seed, 501), visit)}`;
}

/** Which visit a token is about; null where it is none of ours. */
export function visitOf(seed: number, token: string): Visit | null {
  return token.startsWith('t') ? unmasked(hash(seed, 501), token.slice(1)) : null;
}

/** Of the webhook about a response, the same at every attempt. */
export function eventId(seed: number, { venue, day, number }: Visit): string {
  return word(hash(seed, 502, venue, day, number)) + word(hash(seed, 503, venue, day, number));
}
