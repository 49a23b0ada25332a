import { type Incoming, isOf, type Outputs, type Processor } from '../runtime/types.ts';
import type {
  GuestIdentity,
  GuestMember,
  GuestOrder,
  IdentityDecision,
  MemberOrder,
  MemberProfile,
  MemberProfileState,
  MemberState,
} from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { emailOf, guestIdOf } from './identity.ts';
import { knownOf, sameKnown } from './members/profiles.ts';
import { sameFact } from './orders.ts';

interface Member {
  /** What is on the log about it; undefined: nothing (yet). */
  identity: GuestIdentity | undefined;
  /** By order and way. */
  readonly orders: Map<string, MemberState>;
  /** By client id; most members have none. */
  profiles: Map<string, MemberProfileState> | undefined;
}

/** By member. */
export type MembersState = Map<string, Member>;

/**
 * A member's orders and reservations, at the guest that the member belongs to. The guest follows from the member alone,
 * unless a person's decision names another: then the member takes its orders away from the one and brings them to the
 * other. Of two decisions the later in the log holds.
 *
 * A member exists while an order, a reservation, a profile or a decision names it.
 */
export function members(): Processor<MembersState> {
  return {
    name: 'members',
    inputs: [
      topics.member_orders,
      topics.seated_orders,
      topics.forwarded_orders,
      topics.member_profiles,
      topics.identity_decisions,
    ],
    outputs: [
      topics.members,
      topics.members_profiles,
      topics.guest_identities,
      topics.guest_members,
      topics.guest_orders,
    ],
    changelogs: [topics.members, topics.members_profiles, topics.guest_identities],
    coalesced: [topics.members, topics.members_profiles, topics.guest_identities],
    create: () => new Map(),
    restore,
    step(state, record, out) {
      if (isOf(record, topics.identity_decisions)) decided(state, record, out);
      else if (isOf(record, topics.member_profiles)) profiled(state, record, out);
      // The other inputs are orders, as three processors tell of them.
      else ordered(state, record as Incoming<MemberOrder>, out);
      return undefined;
    },
  };
}

function restore(state: MembersState, record: Incoming): void {
  const [name, id, via = ''] = splitKey(record.key);
  const member = memberIn(state, name!);
  if (isOf(record, topics.guest_identities)) member.identity = record.value ?? undefined;
  if (isOf(record, topics.members)) {
    if (record.value === null) member.orders.delete(nameOf(id!, via));
    else member.orders.set(nameOf(id!, via), record.value);
  }
  if (isOf(record, topics.members_profiles)) {
    if (record.value === null) withoutProfile(member, id!);
    else withProfile(member, record.value);
  }
  dropIfGone(state, name!, member);
}

/** Of an order among the member's: one may come to it by several ways. */
function nameOf(order_id: string, via: string): string {
  return via === '' ? order_id : joinKey([order_id, via]);
}

function ordered(state: MembersState, { key, value }: Incoming<MemberOrder>, out: Outputs): void {
  const [name, order_id, via = ''] = splitKey(key);
  const member = memberIn(state, name!);
  const before = member.orders.get(nameOf(order_id!, via));
  if (value === null) {
    member.orders.delete(nameOf(order_id!, via));
    if (before !== undefined) out.remove(topics.members, joinKey([name!, order_id!, via]));
    move(before, member.identity?.guest_id, undefined, undefined, out);
    if (!isNamed(member)) identify(name!, member, decisionOf(member), out);
  } else if (before === undefined || !sameFact(before, value)) {
    const after = { ...value, via };
    member.orders.set(nameOf(order_id!, via), after);
    out.put(topics.members, after);
    if (member.identity === undefined) identify(name!, member, null, out);
    // Whom an order names is somebody.
    const { guest_id } = member.identity!;
    move(before, guest_id, after, guest_id, out);
  }
  dropIfGone(state, name!, member);
}

function profiled(state: MembersState, { key, value }: Incoming<MemberProfile>, out: Outputs): void {
  const [name, client_id] = splitKey(key);
  const member = memberIn(state, name!);
  if (value !== null) {
    withProfile(member, value);
    out.put(topics.members_profiles, value);
  } else if (withoutProfile(member, client_id!)) out.remove(topics.members_profiles, key);
  identify(name!, member, decisionOf(member), out);
  dropIfGone(state, name!, member);
}

function decided(state: MembersState, { key, value }: Incoming<IdentityDecision>, out: Outputs): void {
  const [name] = splitKey(key);
  const member = memberIn(state, name!);
  const from = member.identity?.guest_id;
  identify(name!, member, value?.guest_id ?? null, out);
  const to = member.identity?.guest_id;
  if (from !== undefined && to !== undefined && from !== to) {
    for (const order of member.orders.values()) move(order, from, order, to, out);
  }
  dropIfGone(state, name!, member);
}

/** Brings the member's identity up to date with what names it and a decision (null: none). */
function identify(name: string, member: Member, decision: string | null, out: Outputs): void {
  const before = member.identity;
  if (decision === null && !isNamed(member)) {
    member.identity = undefined;
    if (before !== undefined) out.remove(topics.guest_identities, joinKey([name]));
    tellGuest(before, undefined, out);
    return;
  }
  const after = {
    member: name,
    guest_id: decision ?? (before?.decided === false ? before.guest_id : guestIdOf(name)),
    email: emailOf(name),
    ...knownOf(member.profiles?.values() ?? []),
    decided: decision !== null,
  };
  if (before?.guest_id === after.guest_id && before.decided === after.decided && sameKnown(before, after)) return;
  member.identity = after;
  out.put(topics.guest_identities, after);
  tellGuest(before, after, out);
}

/** The guest hears of its members that have a profile. */
function tellGuest(before: GuestIdentity | undefined, after: GuestIdentity | undefined, out: Outputs): void {
  const [was, is] = [before && guestMemberOf(before), after && guestMemberOf(after)];
  if (was !== undefined && was.guest_id !== is?.guest_id) {
    out.remove(topics.guest_members, joinKey([was.guest_id, was.member]));
  }
  if (is !== undefined && JSON.stringify(was) !== JSON.stringify(is)) out.put(topics.guest_members, is);
}

/** Undefined: it has no profile. */
function guestMemberOf(identity: GuestIdentity): GuestMember | undefined {
  const { guest_id, member, canonical_client_id: client_id, canonical_visits, canonical_created_at } = identity;
  if (client_id === null) return undefined;
  return { guest_id, member, client_id, visits: canonical_visits ?? 0, created_at: canonical_created_at };
}

function isNamed({ orders, profiles }: Member): boolean {
  return orders.size > 0 || profiles !== undefined;
}

function withProfile(member: Member, profile: MemberProfileState): void {
  member.profiles ??= new Map();
  member.profiles.set(profile.client_id, profile);
}

/** Whether it was there. */
function withoutProfile(member: Member, client_id: string): boolean {
  const was = member.profiles?.delete(client_id) ?? false;
  if (member.profiles?.size === 0) member.profiles = undefined;
  return was;
}

function decisionOf({ identity }: Member): string | null {
  return identity?.decided === true ? identity.guest_id : null;
}

/** Takes what counted of `before` away from guest `from`, unless `after` replaces it there, and brings `after` to `to`. */
function move(
  before: MemberState | undefined,
  from: string | undefined,
  after: MemberState | undefined,
  to: string | undefined,
  out: Outputs,
): void {
  const order = after === undefined || to === undefined ? null : countedAt(to, after);
  if (before !== undefined && from !== undefined && before.closed_at !== null && !(order !== null && from === to)) {
    out.remove(topics.guest_orders, joinKey([from, before.order_id, partOf(before)]));
  }
  if (order !== null) out.put(topics.guest_orders, order);
}

/** What tells the member's parts of the guest's order apart: the member, and the way where it has one. */
function partOf({ member, via }: MemberState): string {
  return via === '' ? member : `${member} ${via}`;
}

/** The order as it counts at the guest; null where it does not. */
function countedAt(guest_id: string, order: MemberState): GuestOrder | null {
  const { closed_at, business_date } = order;
  if (closed_at === null || business_date === null) return null;
  return { ...order, closed_at, business_date, guest_id, member: partOf(order) };
}

function memberIn(state: MembersState, name: string): Member {
  let member = state.get(name);
  if (member === undefined) {
    member = { identity: undefined, orders: new Map(), profiles: undefined };
    state.set(name, member);
  }
  return member;
}

function dropIfGone(state: MembersState, name: string, member: Member): void {
  if (member.identity === undefined && !isNamed(member)) state.delete(name);
}
