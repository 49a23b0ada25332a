import { minorOf } from '../shared/money.js';
/** Minor units of an amount that Toast gives in major ones; 0 where it is not there. */
export function moneyOf(holder, name, currency) {
    const minor = minorOf(holder.numberOrNull(name) ?? 0, currency);
    if (minor === null)
        throw holder.unreadable(name, 'out_of_range', 'an amount of money expected');
    return minor;
}
export function sum(list, amount) {
    return list.reduce((so_far, one) => so_far + amount(one), 0);
}
//# sourceMappingURL=amounts.js.map