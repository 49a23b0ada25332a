import { type Course, type Dish, EXTRAS, type Extra, MENUS, type Menu } from './menu.ts';
import { namedPayer, type Payer, payerOf, type Setting } from './payers.ts';
import type { Random } from './random.ts';
import type { Story } from './story.ts';
import { VENUES } from './venues.ts';

/** A line of a check: so many of a dish, with what was wanted extra with each. */
export interface Line {
  readonly round: number;
  readonly dish: Dish;
  readonly quantity: number;
  readonly extra: Extra | null;
  readonly discount: Percentage | null;
}

export interface Percentage {
  readonly name: string;
  readonly percent: number;
}

/** Off the whole check: a percentage of every line, or an amount at most. */
export type CheckDiscount = Percentage | { readonly name: string; readonly amount_minor: number };

/** What somebody pays with. `share`: the part of the total that it covers; the last one covers the rest. */
export interface Tender {
  readonly kind: 'card' | 'cash' | 'gift_card' | 'house_account' | 'other';
  readonly card: string;
  readonly last4: string;
  readonly share: number;
  readonly tip_share: number;
}

/** All that a check will ever hold; the story says when each part comes into force. */
export interface Bill {
  readonly lines: readonly Line[];
  /** Added when the closed check is opened again. */
  readonly forgotten: Line;
  readonly discount: CheckDiscount | null;
  /** Percent of the lines; 0 for none. */
  readonly service_percent: number;
  readonly payer: Payer | null;
  /** Whom staff put the check down to afterwards, where the story says so. */
  readonly later_payer: Payer | null;
  readonly tenders: readonly Tender[];
}

const CHECK_DISCOUNTS: readonly CheckDiscount[] = [
  { name: 'Neighbours 10%', percent: 10 },
  { name: 'Friends & family', percent: 20 },
  { name: 'Staff meal', percent: 50 },
  { name: 'Birthday credit', amount_minor: 1_000 },
  { name: 'Gutschein Übernachtung', amount_minor: 1_500 },
  { name: 'Owner’s table', percent: 100 },
];

/** The bill of check `check` of a story. */
export function bill(random: Random, setting: Setting, { service, covers, checks, acts }: Story, check: number): Bill {
  const payer = payerOf(random, setting, service);
  const office = payer?.guest.index === 0;
  const carried = service === 'takeout' || service === 'delivery';
  const mouths = carried ? (office ? random.whole(4, 14) : random.whole(1, 3)) : Math.ceil((covers ?? 1) / checks);
  const venue = VENUES[setting.venue]!;
  const menu = MENUS[venue.id]!;
  const charged = !carried && mouths * checks >= venue.serviceCharge.fromCovers;
  const paid = acts.find((act) => act.kind === 'paid' && act.check === check);
  const closed = acts.find((act) => act.kind === 'closed' && act.check === check);
  return {
    lines: linesOf(random, menu, mouths),
    forgotten: line(random, menu.drink, { round: 2, quantity: 1 }),
    discount: random.chance(0.05)
      ? CHECK_DISCOUNTS[Math.floor(random.fraction() ** 2 * CHECK_DISCOUNTS.length)]!
      : null,
    service_percent: charged ? venue.serviceCharge.percent : 0,
    payer,
    later_payer: acts.some((act) => act.kind === 'payer_set') ? namedPayer(random, setting) : null,
    tenders: tendersOf(random, { office, atOnce: paid !== undefined && paid.at_ms === closed?.at_ms }),
  };
}

function linesOf(random: Random, menu: Menu, mouths: number): Line[] {
  const lines: Line[] = [];
  const order = (course: Course, round: number, count: number) => {
    for (let left = count; left > 0; ) {
      const quantity = random.chance(0.5) ? left : random.whole(1, left);
      lines.push(line(random, menu[course], { round, quantity }));
      left -= quantity;
    }
  };
  order('drink', 0, random.poisson(mouths * 1.1));
  order('starter', 0, random.poisson(mouths * 0.5));
  order('main', 1, Math.max(1, mouths - (random.chance(0.2) ? 1 : 0)));
  order('dessert', 2, random.poisson(mouths * 0.35));
  order('drink', 2, random.poisson(mouths * 0.25));
  return lines;
}

function line(random: Random, dishes: readonly Dish[], { round, quantity }: { round: number; quantity: number }): Line {
  const dish = random.pick(dishes);
  const extra = random.chance(0.12) ? random.pick(EXTRAS) : null;
  const drawn = random.fraction();
  const discount = drawn < 0.015 ? COMP : drawn < 0.045 && dish.course === 'drink' ? HAPPY_HOUR : null;
  return { round, quantity, dish, extra, discount };
}

const COMP: Percentage = { name: 'Comp: kitchen delay', percent: 100 };
const HAPPY_HOUR: Percentage = { name: 'Happy hour', percent: 25 };

function tendersOf(random: Random, { office, atOnce }: { office: boolean; atOnce: boolean }): Tender[] {
  const drawn = random.fraction();
  const card = tender(random, 'card');
  if (office) return [{ ...card, kind: 'house_account', tip_share: 0 }];
  if (!atOnce || drawn < 0.66) return drawn < 0.03 ? [{ ...card, share: 0.5 }, tender(random, 'card')] : [card];
  if (drawn < 0.7) return [{ ...card, share: random.between(0.2, 0.8) }, tender(random, 'cash')];
  if (drawn < 0.92) return [tender(random, 'cash')];
  return [tender(random, random.chance(0.6) ? 'gift_card' : 'other')];
}

function tender(random: Random, kind: Tender['kind']): Tender {
  const card = random.pick(['VISA', 'VISA', 'MASTERCARD', 'AMEX', 'DISCOVER']);
  const last4 = String(random.whole(1000, 9999));
  const tip_share = kind === 'card' ? random.pick([0, 0.1, 0.15, 0.18, 0.2, 0.2, 0.22, 0.25]) : 0;
  return { kind, card, last4, share: 1, tip_share };
}
