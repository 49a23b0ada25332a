import { type Doubled, doubled, inCapitals } from './bookers.ts';
import { type Guest, guest } from './guests.ts';
import { Random } from './random.ts';

/** What staff, or the guest over a form, do with a profile after it was made. */
export type ProfileEdit = { readonly at_ms: number } & (
  | { readonly kind: 'tag_added' | 'tag_removed'; readonly group: string; readonly tag: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string; readonly value: string }
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'opted_out' | 'opted_in' }
);

/** What a profile is at the moment that it is made, and all edits of it that do not come from its reservations. */
export interface ProfileLife {
  readonly guest: Guest;
  readonly email: string | null;
  readonly phone: Guest['phone'] | null;
  readonly birthday: { readonly month: number; readonly day: number } | null;
  /** null: never asked. */
  readonly opted_in: boolean | null;
  /** Ascending by time. */
  readonly edits: readonly ProfileEdit[];
}

const STREAM = 0x9f0;
const DAY_MS = 86_400_000;

const TAGS = [
  { group: 'Dietary', tag: 'Vegetarian' },
  { group: 'Dietary', tag: 'Gluten free' },
  { group: 'Dietary', tag: 'Shellfish allergy' },
  { group: 'Table preference', tag: 'Window' },
  { group: 'Table preference', tag: 'Quiet corner' },
  { group: 'Occasion', tag: 'Birthday' },
  { group: 'Guest', tag: 'VIP' },
  { group: 'Guest', tag: 'Friend of the house' },
  { group: 'Guest', tag: 'Café press' },
];

const NOTES = ['Likes the corner table.', 'Sent back the lamb; was given dessert.', 'Knows the chef – say hello.'];

const FIELDS = [
  { name: 'favourite_table', values: ['12', '4', 'Terrace 2'] },
  { name: 'wine_preference', values: ['Riesling', 'Bourgogne', 'none'] },
];

/** The life of the guest's profile (0, or 1 for the second one), made at `created_ms`. Same arguments, same answer. */
export function profileLife(
  seed: number,
  { index, profile }: { index: number; profile: 0 | 1 },
  created_ms: number,
): ProfileLife {
  const random = new Random(seed, STREAM, index, profile);
  const found = guest(seed, index);
  const as: Doubled = profile === 1 ? doubled(seed, index) : null;
  const correct = as === 'phone_only' ? null : as === 'capitals' ? inCapitals(found.email) : found.email;
  const mistyped = random.chance(0.03) && correct !== null && as === null;
  const asked = random.fraction();
  const phone = random.chance(0.9) || as === 'phone_only' || correct === null;
  const birthday = { month: random.whole(1, 12), day: random.whole(1, 28) };
  return {
    guest: found,
    email: mistyped ? correct[0] + correct : correct,
    phone: phone ? found.phone : null,
    birthday: random.chance(0.35) ? birthday : null,
    opted_in: asked < 0.5 ? true : asked < 0.9 ? null : false,
    edits: edits(random, created_ms, mistyped ? correct : null),
  };
}

function edits(random: Random, created_ms: number, correction: string | null): ProfileEdit[] {
  const later_ms = () => created_ms + Math.floor((random.fraction() ** 2 * 200 * DAY_MS) / 1000) * 1000 + 60_000;
  const times = Array.from({ length: random.poisson(0.7) }, later_ms).sort((one, other) => one - other);
  const made = times.map((at_ms) => edit(random, at_ms));
  for (const added of made.filter(({ kind }) => kind === 'tag_added')) {
    if (random.chance(0.2) && added.kind === 'tag_added')
      made.push({ ...added, kind: 'tag_removed', at_ms: added.at_ms + 40 * DAY_MS });
  }
  if (correction !== null) made.push({ kind: 'email', email: correction, at_ms: later_ms() });
  return made.sort((one, other) => one.at_ms - other.at_ms);
}

function edit(random: Random, at_ms: number): ProfileEdit {
  const drawn = random.fraction();
  if (drawn < 0.55) return { kind: 'tag_added', at_ms, ...random.pick(TAGS) };
  if (drawn < 0.7) return { kind: 'note', at_ms, text: random.pick(NOTES) };
  if (drawn < 0.82) return { kind: 'opted_out', at_ms };
  if (drawn < 0.88) return { kind: 'opted_in', at_ms };
  const { name, values } = random.pick(FIELDS);
  return { kind: 'field', at_ms, name, value: random.pick(values) };
}
