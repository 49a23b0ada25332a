export const MEMBER = 'member';
/**
 * Member from enough visits or enough spend in one currency, whichever comes first; `visits` where both come at once.
 * Null: not a member. The order is the smallest id of those that did it at that instant: that opened a visit, or that
 * are in a currency which reached its value then.
 */
export function loyaltyOf(life, rules) {
    const by_visits = life.visitAt(rules.visits);
    const reached = [...rules.spend].map(([currency, value]) => ({
        currency,
        at: life.lifetimeReachedAt(currency, value),
    }));
    const by_spend = Math.min(...reached.map(({ at }) => at));
    const changed_at = Math.min(by_visits, by_spend);
    if (changed_at === Number.POSITIVE_INFINITY)
        return null;
    const orders = life.ordersAt(changed_at);
    if (by_visits <= by_spend) {
        return { changed_at, reason: 'visits', order_id: smallest(orders.filter((order) => order.opens_visit)) };
    }
    const currencies = reached.filter(({ at }) => at === changed_at).map(({ currency }) => currency);
    return { changed_at, reason: 'spend', order_id: smallest(orders.filter((o) => currencies.includes(o.currency))) };
}
function smallest(orders) {
    return orders.reduce((min, { order_id }) => (min === null || order_id < min ? order_id : min), null);
}
//# sourceMappingURL=loyalty.js.map