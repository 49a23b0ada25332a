import { EXTRAS, MENUS } from './menu.js';
import { namedPayer, payerOf } from './payers.js';
import { VENUES } from './venues.js';
const CHECK_DISCOUNTS = [
    { name: 'Neighbours 10%', percent: 10 },
    { name: 'Friends & family', percent: 20 },
    { name: 'Staff meal', percent: 50 },
    { name: 'Birthday credit', amount_minor: 1_000 },
    { name: 'Gutschein Übernachtung', amount_minor: 1_500 },
    { name: 'Owner’s table', percent: 100 },
];
/** The bill of check `check` of a story. */
export function bill(random, setting, { service, covers, checks, acts }, check) {
    const payer = payerOf(random, setting, service);
    const office = payer?.guest.index === 0;
    const carried = service === 'takeout' || service === 'delivery';
    const mouths = carried ? (office ? random.whole(4, 14) : random.whole(1, 3)) : Math.ceil((covers ?? 1) / checks);
    const venue = VENUES[setting.venue];
    const menu = MENUS[venue.id];
    const charged = !carried && mouths * checks >= venue.serviceCharge.fromCovers;
    const paid = acts.find((act) => act.kind === 'paid' && act.check === check);
    const closed = acts.find((act) => act.kind === 'closed' && act.check === check);
    return {
        lines: linesOf(random, menu, mouths),
        forgotten: line(random, menu.drink, { round: 2, quantity: 1 }),
        discount: random.chance(0.05)
            ? CHECK_DISCOUNTS[Math.floor(random.fraction() ** 2 * CHECK_DISCOUNTS.length)]
            : null,
        service_percent: charged ? venue.serviceCharge.percent : 0,
        payer,
        later_payer: acts.some((act) => act.kind === 'payer_set') ? namedPayer(random, setting) : null,
        tenders: tendersOf(random, { office, atOnce: paid !== undefined && paid.at_ms === closed?.at_ms }),
    };
}
function linesOf(random, menu, mouths) {
    const lines = [];
    const order = (course, round, count) => {
        for (let left = count; left > 0;) {
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
function line(random, dishes, { round, quantity }) {
    const dish = random.pick(dishes);
    const extra = random.chance(0.12) ? random.pick(EXTRAS) : null;
    const drawn = random.fraction();
    const discount = drawn < 0.015 ? COMP : drawn < 0.045 && dish.course === 'drink' ? HAPPY_HOUR : null;
    return { round, quantity, dish, extra, discount };
}
const COMP = { name: 'Comp: kitchen delay', percent: 100 };
const HAPPY_HOUR = { name: 'Happy hour', percent: 25 };
function tendersOf(random, { office, atOnce }) {
    const drawn = random.fraction();
    const card = tender(random, 'card');
    if (office)
        return [{ ...card, kind: 'house_account', tip_share: 0 }];
    if (!atOnce || drawn < 0.66)
        return drawn < 0.03 ? [{ ...card, share: 0.5 }, tender(random, 'card')] : [card];
    if (drawn < 0.7)
        return [{ ...card, share: random.between(0.2, 0.8) }, tender(random, 'cash')];
    if (drawn < 0.92)
        return [tender(random, 'cash')];
    return [tender(random, random.chance(0.6) ? 'gift_card' : 'other')];
}
function tender(random, kind) {
    const card = random.pick(['VISA', 'VISA', 'MASTERCARD', 'AMEX', 'DISCOVER']);
    const last4 = String(random.whole(1000, 9999));
    const tip_share = kind === 'card' ? random.pick([0, 0.1, 0.15, 0.18, 0.2, 0.2, 0.22, 0.25]) : 0;
    return { kind, card, last4, share: 1, tip_share };
}
//# sourceMappingURL=bill.js.map