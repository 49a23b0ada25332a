/** The fact with this part in place of its member's earlier one; the same object where nothing differs. */
export function withPart(fact, part) {
    const before = fact.parts.find(({ member }) => member === part.member);
    if (before !== undefined && samePart(before, part))
        return fact;
    const others = fact.parts.filter(({ member }) => member !== part.member);
    return factOf([...others, part].sort((a, b) => (a.member < b.member ? -1 : 1)));
}
/** The fact without the member's part; undefined where nothing is left. */
export function withoutPart(fact, member) {
    const parts = fact.parts.filter((part) => part.member !== member);
    if (parts.length === fact.parts.length)
        return fact;
    return parts.length === 0 ? undefined : factOf(parts);
}
/** The fact that a row of guest_spend_history was made of. */
export function factOfRow(row) {
    const { guest_id, order_id, venue_id, business_date, currency, as_of: closed_at } = row;
    const own = { venue_id, closed_at, business_date, currency };
    return factOf(row.parts.map(({ member, net_minor, covers, version, differs }) => ({
        guest_id,
        order_id,
        member,
        net_minor,
        covers,
        version,
        ...(differs ?? own),
    })));
}
export function partsOf({ parts, head }) {
    return parts.map((part) => {
        const { member, net_minor, covers, version, venue_id, closed_at, business_date, currency } = part;
        const differs = sameOrder(part, head) ? null : { venue_id, closed_at, business_date, currency };
        return { member, net_minor, covers, version, differs };
    });
}
/** Of parts by member, ascending, at least one. */
export function factOf(parts) {
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) {
        return { order_id: only.order_id, parts, head: only, net_minor: only.net_minor, covers: only.covers };
    }
    const head = parts.reduce((highest, part) => (part.version > highest.version ? part : highest));
    const net_minor = parts.reduce((sum, part) => sum + part.net_minor, 0);
    const covers = parts.reduce((sum, part) => sum + part.covers, 0);
    return { order_id: head.order_id, parts, head, net_minor, covers };
}
function samePart(a, b) {
    return a.version === b.version && a.net_minor === b.net_minor && a.covers === b.covers && sameOrder(a, b);
}
function sameOrder(a, b) {
    return (a.closed_at === b.closed_at &&
        a.business_date === b.business_date &&
        a.venue_id === b.venue_id &&
        a.currency === b.currency);
}
//# sourceMappingURL=fact.js.map