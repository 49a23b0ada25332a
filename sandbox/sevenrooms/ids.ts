import { opaque, unmasked } from '../opaque.ts';
import type { Visit } from '../world/calendar.ts';
import { hash } from '../world/random.ts';

/** How ids of all kinds begin there. */
const HEAD = 'ahNzfnNldmVucm9vbXMt';
const PART = 2 ** 24;

/** Which profile: the guest's index, and which of the guest's profiles. */
export interface ProfileKey {
  readonly index: number;
  readonly profile: 0 | 1;
}

/** A reservation's id, which holds, masked, which one it is. */
export function reservationId(seed: number, key: Visit): string {
  return HEAD + opaque(hash(seed, 301), key);
}

/** Which reservation an id is of; null where it is none of ours. */
export function reservationOf(seed: number, id: string): Visit | null {
  return id.startsWith(HEAD) ? unmasked(hash(seed, 301), id.slice(HEAD.length)) : null;
}

export function clientId(seed: number, { index, profile }: ProfileKey): string {
  return HEAD + opaque(hash(seed, 302), { venue: profile, day: Math.floor(index / PART), number: index % PART });
}

/** Which profile an id is of; null where it is none of ours. */
export function clientOf(seed: number, id: string): ProfileKey | null {
  const held = id.startsWith(HEAD) ? unmasked(hash(seed, 302), id.slice(HEAD.length)) : null;
  return held && held.venue < 2 ? { index: held.day * PART + held.number, profile: held.venue === 1 ? 1 : 0 } : null;
}
