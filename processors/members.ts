import { type Incoming, isOf, type Outputs, type Processor } from '../runtime/types.ts';
import type {
  EmailEngagement,
  GuestIdentity,
  GuestMember,
  GuestOrder,
  IdentityDecision,
  MemberAnswers,
  MemberOrder,
  MemberProfile,
  MemberState,
} from '../schemas/generated/types.ts';
import { joinKey, splitKey, upstreamOf } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { together, toldBy } from './answers/told.ts';
import { emailOf, guestIdOf } from './identity.ts';
import { consentOf } from './members/consents.ts';
import { firstOf, knownOf } from './members/profiles.ts';
import { KeyedValues } from './store/keyed-values.ts';

/** What its changelogs say: of each member its orders, by order and way; profiles; answers; what it said of marketing; and what is on the log about it. */
export class MembersState {
  /** Upstreams whose profiles can be written. */
  readonly writable: readonly string[];
  readonly orders = new KeyedValues(topics.members);
  readonly profiles = new KeyedValues(topics.members_profiles);
  readonly answers = new KeyedValues(topics.members_answers);
  readonly consents = new KeyedValues(topics.members_consents);
  readonly identities = new KeyedValues(topics.guest_identities);

  constructor(writable: readonly string[]) {
    this.writable = writable;
  }

  get size(): number {
    const told = this.answers.size + this.consents.size;
    return this.orders.size + this.profiles.size + told + this.identities.size;
  }
}

/**
 * A member's orders and reservations, at the guest that the member belongs to. The guest follows from the member alone,
 * unless a person's decision names another: then the member takes its orders away from the one and brings them to the
 * other. Of two decisions the later in the log holds.
 *
 * A member exists while an order, a reservation, a profile or a decision names it; what somebody answers, or says of
 * marketing by e-mail, waits for that.
 * The guest hears of the first of a member's profiles that an upstream of `writable` has.
 */
export function members(writable: readonly string[]): Processor<MembersState> {
  return {
    name: 'members',
    inputs: [
      topics.member_orders,
      topics.seated_orders,
      topics.forwarded_orders,
      topics.member_profiles,
      topics.member_answers,
      topics.identity_decisions,
      topics.email_engagement,
    ],
    outputs: [
      topics.members,
      topics.members_profiles,
      topics.members_answers,
      topics.members_consents,
      topics.guest_identities,
      topics.guest_members,
      topics.guest_orders,
    ],
    changelogs: [
      topics.members,
      topics.members_profiles,
      topics.members_answers,
      topics.members_consents,
      topics.guest_identities,
    ],
    coalesced: [
      topics.members,
      topics.members_profiles,
      topics.members_answers,
      topics.members_consents,
      topics.guest_identities,
    ],
    create: () => new MembersState(writable),
    restore(state, record) {
      if (isOf(record, topics.members)) state.orders.restore(record);
      if (isOf(record, topics.members_profiles)) state.profiles.restore(record);
      if (isOf(record, topics.members_answers)) state.answers.restore(record);
      if (isOf(record, topics.members_consents)) state.consents.restore(record);
      if (isOf(record, topics.guest_identities)) state.identities.restore(record);
    },
    step(state, record, out) {
      if (isOf(record, topics.identity_decisions)) decided(state, record, out);
      else if (isOf(record, topics.member_profiles)) profiled(state, record, out);
      else if (isOf(record, topics.member_answers)) answered(state, record, out);
      else if (isOf(record, topics.email_engagement)) said(state, record, out);
      // The other inputs are orders, as three processors tell of them.
      else ordered(state, record as Incoming<MemberOrder>, out);
      return undefined;
    },
  };
}

function ordered(state: MembersState, { key, value }: Incoming<MemberOrder>, out: Outputs): void {
  const [name, order_id, via = ''] = splitKey(key);
  if (value === null) {
    const before = state.orders.remove(name!, order_id!, via);
    if (before === undefined) return;
    out.remove(topics.members, joinKey([name!, order_id!, via]));
    const identity = state.identities.get(name!);
    move(before, identity?.guest_id, undefined, undefined, out);
    if (!isNamed(state, name!)) identify(state, name!, decisionOf(identity), out);
    return;
  }
  const after = { ...value, via };
  const before = state.orders.put(after);
  if (before === after) return;
  out.put(topics.members, after);
  const identity = state.identities.get(name!) ?? identify(state, name!, null, out);
  // Whom an order names is somebody.
  const { guest_id } = identity!;
  move(before, guest_id, after, guest_id, out);
}

function answered(state: MembersState, { key, value }: Incoming<MemberAnswers>, out: Outputs): void {
  const [name, response_id] = splitKey(key);
  const before = memberNow(state, name!);
  if (value === null) {
    if (state.answers.remove(name!, response_id!) === undefined) return;
    out.remove(topics.members_answers, key);
  } else {
    if (state.answers.put(value) === value) return;
    out.put(topics.members_answers, value);
  }
  tellGuest(before, memberNow(state, name!), out);
}

function profiled(state: MembersState, { key, value }: Incoming<MemberProfile>, out: Outputs): void {
  const [name, client_id] = splitKey(key);
  const was = memberNow(state, name!);
  if (value !== null) {
    state.profiles.put(value);
    out.put(topics.members_profiles, value);
  } else if (state.profiles.remove(name!, client_id!) !== undefined) out.remove(topics.members_profiles, key);
  identify(state, name!, decisionOf(state.identities.get(name!)), out, { told: was });
}

function said(state: MembersState, { key, value }: Incoming<EmailEngagement>, out: Outputs): void {
  const [name, event_id] = splitKey(key);
  const after = value === null ? null : consentOf(value);
  if (after === null) {
    if (state.consents.remove(name!, event_id!) === undefined) return;
    out.remove(topics.members_consents, key);
  } else {
    if (state.consents.put(after) === after) return;
    out.put(topics.members_consents, after);
  }
  const identity = state.identities.get(name!);
  if (identity !== undefined) identify(state, name!, decisionOf(identity), out);
}

function decided(state: MembersState, { key, value }: Incoming<IdentityDecision>, out: Outputs): void {
  const [name] = splitKey(key);
  const from = state.identities.get(name!)?.guest_id;
  const to = identify(state, name!, value?.guest_id ?? null, out)?.guest_id;
  if (from === undefined || to === undefined || from === to) return;
  for (const order of state.orders.of(name!)) move(order, from, order, to, out);
}

/**
 * Brings the member's identity up to date with what names it and a decision (null: none). Undefined: it is nobody now.
 * `was`: the member as its guest was told of it, before anything of it changed. Absent: nothing has changed yet.
 */
function identify(
  state: MembersState,
  name: string,
  decision: string | null,
  out: Outputs,
  was: { readonly told: GuestMember | undefined } = { told: memberNow(state, name) },
): GuestIdentity | undefined {
  if (decision === null && !isNamed(state, name)) {
    const before = state.identities.remove(name);
    if (before !== undefined) out.remove(topics.guest_identities, joinKey([name]));
    tellGuest(was.told, undefined, out);
    return undefined;
  }
  const known = state.identities.get(name);
  const after = {
    member: name,
    guest_id: decision ?? (known?.decided === false ? known.guest_id : guestIdOf(name)),
    email: emailOf(name),
    ...knownOf(state.profiles.of(name), state.consents.of(name)),
    decided: decision !== null,
  };
  if (state.identities.put(after) !== after) out.put(topics.guest_identities, after);
  tellGuest(was.told, memberNow(state, name), out);
  return after;
}

/** The guest hears of its members that have a profile to be written to, or have answered something. */
function tellGuest(was: GuestMember | undefined, is: GuestMember | undefined, out: Outputs): void {
  if (was !== undefined && was.guest_id !== is?.guest_id) {
    out.remove(topics.guest_members, joinKey([was.guest_id, was.member]));
  }
  if (is !== undefined && JSON.stringify(was) !== JSON.stringify(is)) out.put(topics.guest_members, is);
}

/** The member as its guest is told of it; undefined: it is not. */
function memberNow(state: MembersState, name: string): GuestMember | undefined {
  const { identities, profiles, answers, writable } = state;
  const identity = identities.get(name);
  if (identity === undefined) return undefined;
  const { guest_id, member } = identity;
  const written = firstOf(profiles.of(name), ({ client_id }) => writable.includes(upstreamOf(client_id)));
  const told = [...profiles.of(name)].map((profile) => profile.answers);
  const said = together([toldBy(answers.of(name)), ...told]);
  if (written === undefined && said === null) return undefined;
  const { client_id = null, visits = 0, created_at = null } = written ?? {};
  return { guest_id, member, client_id, visits, created_at, answers: said };
}

function isNamed({ orders, profiles }: MembersState, name: string): boolean {
  return orders.has(name) || profiles.has(name);
}

function decisionOf(identity: GuestIdentity | undefined): string | null {
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
