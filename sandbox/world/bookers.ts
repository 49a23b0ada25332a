import type { Guest } from './guests.ts';
import { namedPayer, type Payer, type Setting, typed } from './payers.ts';
import { hash, type Random } from './random.ts';

export const SOURCES = ['widget', 'google', 'phone', 'walk_in'] as const;

export type Source = (typeof SOURCES)[number];

/** Who books, and what the book knows of them. */
export interface Booker {
  readonly guest: Guest;
  /** As somebody keyed it in; null where nobody asked. */
  readonly email: string | null;
  /** Country code and national digits; null where nobody asked. */
  readonly phone: Guest['phone'] | null;
  /** Which of the guest's profiles it was booked under; 0 unless the guest has two. */
  readonly profile: 0 | 1;
}

/** How a guest came to have two profiles in a channel that keeps profiles. */
export type Doubled = 'capitals' | 'phone_only' | null;

const STREAM = 0xd0b;

/** Whether the guest of that index has two profiles, and what sets the second one apart. */
export function doubled(seed: number, index: number): Doubled {
  const drawn = hash(seed, STREAM, index) / 4_294_967_296;
  return drawn < 0.035 ? 'capitals' : drawn < 0.06 ? 'phone_only' : null;
}

/** The address of a guest as a second profile has it. */
export function inCapitals(email: string): string {
  return email.slice(0, email.indexOf('@')).toUpperCase() + email.slice(email.indexOf('@'));
}

/** null: a walk-in that gave no name. `payer`: who will pay the first check, where that is known. */
export function bookerOf(random: Random, setting: Setting, source: Source, payer: Payer | null): Booker | null {
  const own = random.chance(0.94);
  const [anonymous, withEmail, withPhone] = [random.fraction(), random.fraction(), random.fraction()];
  const second = random.chance(0.4);
  if (source === 'walk_in' && anonymous < 0.45) return null;
  const guest = payer && own ? payer.guest : namedPayer(random, setting).guest;
  const { email, phone } = KNOWN[source];
  const as = second ? doubled(setting.seed, guest.index) : null;
  const written = typed(random, guest.email);
  return {
    guest,
    email: as === 'phone_only' || withEmail >= email ? null : as === 'capitals' ? inCapitals(guest.email) : written,
    phone: as === 'phone_only' || withPhone < phone ? guest.phone : null,
    profile: as ? 1 : 0,
  };
}

/** How often each source brings an address and a number. */
const KNOWN: Readonly<Record<Source, { email: number; phone: number }>> = {
  widget: { email: 1, phone: 0.85 },
  google: { email: 1, phone: 0.6 },
  phone: { email: 0.55, phone: 0.98 },
  walk_in: { email: 0.25, phone: 0.8 },
};
