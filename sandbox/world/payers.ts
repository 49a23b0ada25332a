import { type Guest, guest, HOUSE_ACCOUNT, homeOf } from './guests.ts';
import type { Random } from './random.ts';
import type { Service } from './story.ts';

/** Who a check is put down to, as far as the till knows. */
export interface Payer {
  /** account: only a loyalty account's number, phone: no address. */
  readonly known_by: 'email' | 'phone' | 'account';
  readonly guest: Guest;
  /** As somebody typed it: stray capitals and blanks included. null unless known by e-mail. */
  readonly email_as_typed: string | null;
}

/** Where a visit stands in the world: enough to draw its payers, and the same payers each time. */
export interface Setting {
  readonly seed: number;
  /** How many guests come more than once, at least by chance. */
  readonly guests: number;
  /** Position in VENUES. */
  readonly venue: number;
  /** Unique to the check: the number of a guest who is seen on this check only. */
  readonly check_number: number;
}

/** Above every regular guest's index: those who came once. */
const PASSING = 2 ** 40;

/** null: a walk-in that nobody asked. */
export function payerOf(random: Random, setting: Setting, service: Service): Payer | null {
  const drawn = random.fraction();
  const carried = service === 'takeout' || service === 'delivery';
  const known = carried ? 0.93 : service === 'bar' ? 0.38 : 0.6;
  if (carried && drawn < 0.06) return named(random, setting.seed, HOUSE_ACCOUNT);
  if (drawn < known) return named(random, setting.seed, indexOf(random, setting));
  if (drawn < known + 0.035) return { ...named(random, setting.seed, indexOf(random, setting)), ...NO_ADDRESS };
  if (drawn < known + 0.05) return { ...named(random, setting.seed, indexOf(random, setting)), ...NUMBER_ONLY };
  return null;
}

/** A guest with an address, for a check that staff put down to somebody later on. */
export function namedPayer(random: Random, setting: Setting): Payer {
  return named(random, setting.seed, indexOf(random, setting));
}

const NO_ADDRESS = { known_by: 'phone', email_as_typed: null } as const;
const NUMBER_ONLY = { known_by: 'account', email_as_typed: null } as const;

function named(random: Random, seed: number, index: number): Payer {
  const found = guest(seed, index);
  return { known_by: 'email', guest: found, email_as_typed: typed(random, found.email) };
}

/** Half of the known checks belong to one guest in sixteen, most of those to a few; one in twelve to a passer-by. */
function indexOf(random: Random, setting: Setting): number {
  const kind = random.fraction();
  if (kind < 0.08) return PASSING + setting.check_number;
  const regulars = Math.max(1, Math.floor(setting.guests / 16));
  for (let attempt = 0; ; attempt++) {
    const drawn = random.fraction();
    const index = kind < 0.54 ? 1 + Math.floor(regulars * drawn ** 1.3) : 1 + Math.floor(setting.guests * drawn);
    if (attempt === 3 || homeOf(setting.seed, index) === setting.venue) return index;
  }
}

/** An address as somebody keys it in. */
export function typed(random: Random, email: string): string {
  const drawn = random.fraction();
  if (drawn < 0.03) return email.toUpperCase();
  if (drawn < 0.07) return email[0]!.toUpperCase() + email.slice(1);
  if (drawn < 0.1) return `${email} `;
  if (drawn < 0.11) return ` ${email}`;
  return email;
}
