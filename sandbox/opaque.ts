import type { Visit } from './world/calendar.ts';
import { hash } from './world/random.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const WIDTH = 6;
const WORDS = 4;

/**
 * 24 letters and digits that hold, masked, which one of something it is, so that no list is needed to find it again.
 * `salt` keeps different kinds of things, and worlds, apart.
 */
export function opaque(salt: number, { venue, day, number }: Visit): string {
  const head = hash(salt, 1, venue, day, number);
  const check = hash(salt, 2, venue, day, number);
  const high = (day * 16 + venue) ^ hash(salt, 3, head);
  const low = number ^ hash(salt, 4, head);
  return word(head) + word(check) + word(high >>> 0) + word(low >>> 0);
}

/** What such letters hold; null where they are none of ours. */
export function unmasked(salt: number, text: string): Visit | null {
  if (text.length !== WIDTH * WORDS || !/^\w+$/.test(text)) return null;
  const [head = 0, , high = 0, low = 0] = Array.from({ length: WORDS }, (_, at) =>
    read(text.slice(at * WIDTH, at * WIDTH + WIDTH)),
  );
  const place = (high ^ hash(salt, 3, head)) >>> 0;
  const key = { venue: place % 16, day: Math.floor(place / 16), number: (low ^ hash(salt, 4, head)) >>> 0 };
  return opaque(salt, key) === text ? key : null;
}

/** Six letters and digits for 32 bits. */
export function word(bits: number): string {
  let written = '';
  for (let left = bits, at = 0; at < WIDTH; at++, left = Math.floor(left / 62)) written = DIGITS[left % 62] + written;
  return written;
}

function read(text: string): number {
  return [...text].reduce((sum, digit) => sum * 62 + DIGITS.indexOf(digit), 0);
}
