import { isOf } from '../runtime/types.js';
import { joinKey, splitKey } from '../schemas/keys.js';
import { topics } from '../schemas/topics.js';
import { emailOf, guestIdOf } from './identity.js';
/**
 * A member's orders, at the guest that the member belongs to. The guest follows from the member alone, unless a
 * person's decision names another: then the member takes its orders away from the one and brings them to the other.
 * Of two decisions the later in the log holds.
 *
 * A member exists while an order names it, or a decision.
 */
export function members() {
    return {
        name: 'members',
        inputs: [topics.member_orders, topics.identity_decisions],
        outputs: [topics.members, topics.guest_identities, topics.guest_orders],
        changelogs: [topics.members, topics.guest_identities],
        coalesced: [topics.members, topics.guest_identities],
        create: () => new Map(),
        restore,
        step(state, record, out) {
            if (isOf(record, topics.member_orders))
                ordered(state, record, out);
            if (isOf(record, topics.identity_decisions))
                decided(state, record, out);
            return undefined;
        },
    };
}
function restore(state, record) {
    const [name, order_id] = splitKey(record.key);
    const member = memberIn(state, name);
    if (isOf(record, topics.guest_identities))
        member.identity = record.value ?? undefined;
    if (isOf(record, topics.members)) {
        if (record.value === null)
            member.orders.delete(order_id);
        else
            member.orders.set(order_id, record.value);
    }
    dropIfGone(state, name, member);
}
function ordered(state, { key, value }, out) {
    const [name, order_id] = splitKey(key);
    const member = memberIn(state, name);
    const before = member.orders.get(order_id);
    if (value === null) {
        member.orders.delete(order_id);
        if (before !== undefined)
            out.remove(topics.members, key);
    }
    else if (before === undefined || !sameOrder(before, value)) {
        member.orders.set(value.order_id, value);
        out.put(topics.members, value);
        identify(name, member, decisionOf(member), out);
    }
    else
        return;
    if (member.identity !== undefined)
        move(before, member.identity.guest_id, value, member.identity.guest_id, out);
    if (member.orders.size === 0)
        identify(name, member, decisionOf(member), out);
    dropIfGone(state, name, member);
}
function decided(state, { key, value }, out) {
    const [name] = splitKey(key);
    const member = memberIn(state, name);
    const from = member.identity?.guest_id;
    identify(name, member, value?.guest_id ?? null, out);
    const to = member.identity?.guest_id;
    if (from !== undefined && to !== undefined && from !== to) {
        for (const order of member.orders.values())
            move(order, from, order, to, out);
    }
    dropIfGone(state, name, member);
}
/** Brings the member's identity up to date with its orders and a decision (null: none). */
function identify(name, member, decision, out) {
    const before = member.identity;
    if (decision === null && member.orders.size === 0) {
        member.identity = undefined;
        if (before !== undefined)
            out.remove(topics.guest_identities, joinKey([name]));
        return;
    }
    const decidedByPerson = decision !== null;
    if (before !== undefined && before.decided === decidedByPerson && (decision ?? before.guest_id) === before.guest_id) {
        return;
    }
    member.identity = {
        member: name,
        guest_id: decision ?? guestIdOf(name),
        canonical_client_id: null,
        email: emailOf(name),
        phone: null,
        name: null,
        opted_out: null,
        decided: decidedByPerson,
    };
    out.put(topics.guest_identities, member.identity);
}
function decisionOf({ identity }) {
    return identity?.decided === true ? identity.guest_id : null;
}
/** Takes what counted of `before` away from guest `from`, unless `after` replaces it there, and brings `after` to `to`. */
function move(before, from, after, to, out) {
    const order = after === null ? null : countedAt(to, after);
    if (before !== undefined && before.closed_at !== null && !(order !== null && from === to)) {
        out.remove(topics.guest_orders, joinKey([from, before.order_id, before.member]));
    }
    if (order !== null)
        out.put(topics.guest_orders, order);
}
/** The order as it counts at the guest; null where it does not. */
function countedAt(guest_id, order) {
    const { closed_at, business_date } = order;
    if (closed_at === null || business_date === null)
        return null;
    return { ...order, closed_at, business_date, guest_id };
}
function memberIn(state, name) {
    let member = state.get(name);
    if (member === undefined) {
        member = { identity: undefined, orders: new Map() };
        state.set(name, member);
    }
    return member;
}
function dropIfGone(state, name, member) {
    if (member.identity === undefined && member.orders.size === 0)
        state.delete(name);
}
function sameOrder(a, b) {
    return (a.version === b.version &&
        a.closed_at === b.closed_at &&
        a.net_minor === b.net_minor &&
        a.covers === b.covers &&
        a.business_date === b.business_date &&
        a.venue_id === b.venue_id &&
        a.currency === b.currency);
}
//# sourceMappingURL=members.js.map