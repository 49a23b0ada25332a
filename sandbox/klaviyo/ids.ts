import { opaque, unmasked, word } from '../opaque.ts';
import { hash } from '../world/random.ts';

/** A profile's id, which holds, masked, which guest it is. */
export function profileId(seed: number, index: number): string {
  return `01${opaque(hash(seed, 601), { venue: 0, day: 0, number: index })}`;
}

/** Which guest an id is of; null where it is none of ours. */
export function guestOf(seed: number, id: string): number | null {
  return id.startsWith('01') ? (unmasked(hash(seed, 601), id.slice(2))?.number ?? null) : null;
}

/** An event's id. */
export function eventId(seed: number, ...parts: number[]): string {
  return word(hash(seed, 602, ...parts)) + word(hash(seed, 603, ...parts));
}
