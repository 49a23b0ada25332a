import type { Driver } from '../../runtime/driver/driver.ts';
import type { GuestSpendAt, ProfileWant } from '../../schemas/generated/types.ts';
import { joinKey, keyOf } from '../../schemas/keys.ts';
import { type Topic, topics } from '../../schemas/topics.ts';
import type { Tables } from './reference.ts';
import type { Happening, World } from './world.ts';

/** What was written, in the order of arrival, repetitions included. */
export type Arrived = Exclude<Happening, { kind: 'again' | 'tick' | 'run' | 'crash' }>;

/** Lets the world happen to the driver until all is at rest, after a last tick. */
export function live(driver: Driver, world: World, last_tick: number | null): readonly Arrived[] {
  const arrived: Arrived[] = [];
  const write = (what: Arrived) => {
    arrived.push(what);
    if (what.kind === 'order') driver.write(topics.orders, what.order);
    if (what.kind === 'event') driver.write(topics.reservation_events, what.event);
    if (what.kind === 'profile') driver.write(topics.guest_profiles, what.profile);
    if (what.kind === 'answers') driver.write(topics.survey_responses, what.response);
    if (what.kind === 'engagement') driver.write(topics.email_engagement, what.engagement);
    if (what.kind === 'decision') driver.write(topics.identity_decisions, what.decision);
    if (what.kind === 'part') driver.write(topics.guest_orders, what.part);
    if (what.kind === 'retraction') driver.remove(topics.guest_orders, keyOf(topics.guest_orders, what.part));
  };
  for (const h of world.happenings) {
    if (h.kind === 'run') driver.run(h.turns);
    else if (h.kind === 'crash') driver.crash();
    else if (h.kind === 'tick') driver.tick(h.at);
    else if (h.kind !== 'again') write(h);
    else if (arrived.length > h.back) write(arrived.at(-1 - h.back)!);
  }
  if (last_tick !== null) driver.tick(last_tick);
  driver.run();
  return arrived;
}

/** The drivers' tables in the form of the reference's. */
export function tablesOf(drivers: readonly Driver[]): Tables {
  const rows = <T>(topic: Topic<T>) => drivers.flatMap((driver) => [...driver.table(topic).values()]);
  return sorted({
    reservations: rows(topics.reservations).map((row) => ({ ...row })),
    guest_identities: rows(topics.guest_identities).map((row) => ({ ...row })),
    guest_reservations: rows(topics.guest_reservations).map((row) => ({ ...row })),
    guest_spend_history: rows(topics.guest_spend_history).map((row) => ({ ...row, parts: partsOf(row) })),
    guest_spend: rows(topics.guest_spend).map((row) => ({ ...row })),
    loyalty_changes: rows(topics.loyalty_changes).map((row) => ({ ...row })),
    profile_wants: rows(topics.profile_wants).map(wantRow),
  });
}

function wantRow({ client_id, guest_id, fields, tags }: ProfileWant) {
  const tagged = Object.entries(JSON.parse(tags)).map(([group, tag]) => [`${group}_tag`, tag]);
  return { client_id, guest_id, ...JSON.parse(fields), ...Object.fromEntries(tagged) };
}

function partsOf({ parts }: GuestSpendAt): unknown[] {
  return parts.map(({ differs: _, ...part }) => part);
}

export function sorted(tables: Tables): Tables {
  const key = (row: Readonly<Record<string, unknown>>) =>
    joinKey([row.guest_id, row.client_id, row.member, row.order_id, row.reservation_id, row.currency].map(String));
  const inOrder = (rows: Tables['guest_spend']) => rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    reservations: inOrder(tables.reservations),
    guest_identities: inOrder(tables.guest_identities),
    guest_reservations: inOrder(tables.guest_reservations),
    guest_spend_history: inOrder(tables.guest_spend_history),
    guest_spend: inOrder(tables.guest_spend),
    loyalty_changes: inOrder(tables.loyalty_changes),
    profile_wants: inOrder(tables.profile_wants),
  };
}
