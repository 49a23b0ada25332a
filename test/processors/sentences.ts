import { expect } from 'vitest';
import type { Processing } from '../../pipeline.ts';
import { guestIdOf } from '../../processors/identity.ts';
import { type Expectation, type Happening, removed, storyOf, written } from '../../runtime/driver/given.ts';
import type {
  Check,
  EmailEngagement,
  GuestIdentity,
  GuestProfile,
  GuestSpend,
  GuestSpendAt,
  LoyaltyChange,
  Order,
  ReservationEvent,
} from '../../schemas/generated/types.ts';
import { joinKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import { eventOf, orderOf, profileOf } from './orders.ts';
import { pipelineOf } from './pipeline.ts';

/** As the contract's defaults. */
export const usual: Processing['enrichment'] = {
  fieldMap: [],
  spendWindowDays: 90,
  loyalty: { visits: 5, spend: { USD: 100_000 } },
  spendTiers: [
    { tag: 'Platinum', averagePerCover: { USD: 18_500 } },
    { tag: 'Gold', averagePerCover: { USD: 10_000 } },
    { tag: 'Silver', averagePerCover: { USD: 6_000 } },
  ],
};

export const given = storyOf(() => pipelineOf(usual));

export function givenSettings(settings: Partial<Processing['enrichment']>) {
  return storyOf(() => pipelineOf({ ...usual, ...settings }));
}

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** An evening at eight, UTC. */
export function day(n: number): number {
  return n * DAY + 20 * HOUR;
}

export const ann = 'ann@example.com';
export const bob = 'bob@example.com';

type Details = Partial<
  Pick<Order, 'reservation_id' | 'venue_id' | 'business_date' | 'covers' | 'currency' | 'state' | 'version' | 'checks'>
>;

/** One check, one cover, paid by Ann, unless the details say otherwise. */
export function order(order_id: string, closed_at: number, net_minor: number, details: Details = {}): Happening {
  const checks = details.checks ?? [check(ann, net_minor, details.covers === undefined ? 1 : details.covers)];
  return written(
    topics.orders,
    orderOf({
      order_id,
      venue_id: 'soho',
      closed_at,
      business_date: Math.floor(closed_at / DAY),
      covers: 1,
      currency: 'USD',
      state: 'closed',
      version: 1,
      ...details,
      checks,
    }),
  );
}

/** A check of this member; null: of nobody known. `covers` null: as the order says. */
export function check(member: string | null, net_minor: number, covers: number | null = null): Check {
  const email = member?.includes('@') === true ? member : null;
  return {
    check_id: `toast:${member}/${net_minor}`,
    email,
    client_id: email === null ? member : null,
    covers,
    net_minor,
  };
}

/** What happened to a reservation; by default it was completed, and says nothing else. */
export function reserved(
  reservation_id: string,
  occurred_at: number,
  details: Partial<ReservationEvent> = {},
): Happening {
  return written(topics.reservation_events, eventOf({ reservation_id, occurred_at, ...details }));
}

export function profile(client_id: string, details: Partial<GuestProfile> = {}): Happening {
  return written(topics.guest_profiles, profileOf({ client_id, ...details }));
}

/** What somebody said of marketing, or did with an e-mail. By default to Klaviyo, each moment under an id of its own. */
export function engaged(kind: string, occurred_at: number, told: Partial<EmailEngagement> = {}): Happening {
  const upstream = told.upstream ?? 'klaviyo';
  const event_id = `${upstream}:${kind}@${occurred_at}`;
  return written(topics.email_engagement, {
    event_id,
    upstream,
    email: ann,
    kind,
    campaign: null,
    occurred_at,
    ...told,
  });
}

export function erased(order_id: string, version: number): Happening {
  return removed(topics.orders, joinKey([order_id, version]));
}

/** A person's word: these members are one guest, or (null) each its own again. */
export function decided(guest_id: string | null, ...who: readonly string[]): Happening {
  return (driver) => {
    for (const member of who) driver.write(topics.identity_decisions, { member, guest_id, decided_at: 0 });
  };
}

/** What stands in guest_spend for the guest; null: no row. */
export function spendOf(expected: Partial<GuestSpend> | null, member = ann, currency = 'USD'): Expectation {
  return (driver) => {
    const row = driver.table(topics.guest_spend).get(joinKey([guestOf(member), currency]));
    expect(row ?? null).toEqual(expected === null ? null : expect.objectContaining(expected));
  };
}

/** What stands in guest_spend_history for the guest's order; null: no row. */
export function at(order_id: string, expected: Partial<GuestSpendAt> | null, member = ann): Expectation {
  return (driver) => {
    const row = driver.table(topics.guest_spend_history).get(joinKey([guestOf(member), order_id]));
    expect(row ?? null).toEqual(expected === null ? null : expect.objectContaining(expected));
  };
}

/** What stands in loyalty_changes for the guest; null: no row. */
export function loyalty(expected: Partial<LoyaltyChange> | null, member = ann): Expectation {
  return (driver) => {
    const row = driver.table(topics.loyalty_changes).get(guestOf(member));
    expect(row ?? null).toEqual(expected === null ? null : expect.objectContaining(expected));
  };
}

/** The member's guest, as guest_identities has it; null: there is no such member. */
export function identity(member: string, guest_id: string | null): Expectation {
  return (driver) => {
    expect(driver.table(topics.guest_identities).get(joinKey([member]))?.guest_id ?? null).toBe(guest_id);
  };
}

/** What guest_identities knows of the member. */
export function knows(member: string, expected: Partial<GuestIdentity>): Expectation {
  return (driver) => {
    expect(driver.table(topics.guest_identities).get(joinKey([member]))).toEqual(expect.objectContaining(expected));
  };
}

/** The guest's completed reservations, by id. */
export function reservations(expected: readonly string[], member = ann): Expectation {
  return (driver) => {
    const rows = [...driver.table(topics.guest_reservations).values()];
    const own = rows.filter(({ guest_id }) => guest_id === guestOf(member));
    expect(own.map(({ reservation_id }) => reservation_id).sort()).toEqual(expected);
  };
}

export function rejected(...reasons: readonly string[]): Expectation {
  return (driver) => expect(new Set(driver.rejected.map(({ reason }) => reason))).toEqual(new Set(reasons));
}

/** A guest that was decided on by its id stays as it is. */
export function guestOf(member: string): string {
  return member.startsWith('g_') ? member : guestIdOf(member);
}
