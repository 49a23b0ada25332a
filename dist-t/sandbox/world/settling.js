import { share } from './money.js';
/** A payment as it is taken, with the tip that its tender leaves. */
export function payment(tender, at_ms, amount_minor) {
    const tip_minor = share(amount_minor, Math.round(tender.tip_share * 100), 100);
    return { tender, at_ms, amount_minor, tip_minor, modified_at_ms: at_ms, voided_at_ms: null, refund: null };
}
/** Closes a check; one that is closed already stays as it was. */
export function close(check, at_ms) {
    if (check.status === 'closed')
        return;
    check.status = 'closed';
    check.closed_at_ms = at_ms;
}
/** The tip that was written on the slip, keyed in later. */
export function setTip(check, share_of_payment, at_ms) {
    const card = check.payments.find(({ tender }) => tender.kind === 'card');
    if (!card)
        return;
    card.tip_minor = Math.floor(card.amount_minor * share_of_payment);
    card.modified_at_ms = at_ms;
}
/** Gives money back: an amount out of the air, whole lines with their tax, or everything with the tips. */
export function refund(check, act) {
    const { at_ms } = act;
    if (act.how === 'all') {
        for (const paid of check.payments)
            giveBack(paid, { at_ms, amount_minor: paid.amount_minor, tip_minor: paid.tip_minor, ofLines: false });
        return;
    }
    const first = check.payments[0];
    if (!first)
        return;
    const lines = act.how === 'lines' ? linesWithin(check, first.amount_minor) : [];
    for (const line of lines)
        line.refund = { at_ms, net_minor: line.price.net_minor, tax_minor: line.price.tax_minor };
    const wanted = Math.max(1, Math.floor((check.amount_minor + check.tax_minor) * act.share));
    const amount_minor = lines.length > 0
        ? lines.reduce((sum, { price }) => sum + price.net_minor + price.tax_minor, 0)
        : Math.min(first.amount_minor, wanted);
    giveBack(first, { at_ms, amount_minor, tip_minor: 0, ofLines: lines.length > 0 });
}
function giveBack(paid, given) {
    paid.refund = given;
    paid.modified_at_ms = given.at_ms;
}
/** The first two lines that cost something, as far as one payment covers them. */
function linesWithin(check, limit_minor) {
    let left = limit_minor;
    const taken = [];
    for (const line of check.lines) {
        const cost = line.price.net_minor + line.price.tax_minor;
        if (line.voided_at_ms !== null || cost === 0 || cost > left || taken.length === 2)
            continue;
        taken.push(line);
        left -= cost;
    }
    return taken;
}
//# sourceMappingURL=settling.js.map