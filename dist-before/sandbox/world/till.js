import { share } from './money.js';
import { prices } from './pricing.js';
import { close, payment, refund, setTip } from './settling.js';
/** The order as everybody saw it at `at_ms`, or null where it was not yet opened. Same arguments, same answer. */
export function tabAt(at_ms, venue, story, bills) {
    const opened_at_ms = story.acts[0].at_ms;
    if (opened_at_ms > at_ms)
        return null;
    const till = new Till(venue, story, bills);
    for (const act of story.acts) {
        if (act.at_ms > at_ms)
            break;
        till.take(act);
    }
    return till.reckoned();
}
/** What the till does with each act. */
class Till {
    tab;
    venue;
    bills;
    /** Checks whose lines changed since they were last priced. */
    unpriced = new Set();
    constructor(venue, story, bills) {
        const opened_at_ms = story.acts[0].at_ms;
        this.venue = venue;
        this.bills = bills;
        const checks = bills.map((bill, position) => freshCheck(position, opened_at_ms, bill));
        const { service, covers } = story;
        this.tab = {
            service,
            opened_at_ms,
            modified_at_ms: opened_at_ms,
            covers,
            voided_at_ms: null,
            deleted_at_ms: null,
            checks,
        };
    }
    /** The tab with every check priced. */
    reckoned() {
        for (const check of this.unpriced)
            this.reckon(check);
        return this.tab;
    }
    take(act) {
        this.tab.modified_at_ms = act.at_ms;
        if ('check' in act) {
            const check = this.tab.checks[act.check];
            check.modified_at_ms = act.at_ms;
            this.takeOnCheck(act, check);
        }
        else if (act.kind === 'served') {
            for (const check of this.tab.checks)
                this.serve(check, act.round, act.at_ms);
        }
        else if (act.kind === 'covers_set') {
            this.tab.covers = act.covers;
        }
        else if (act.kind === 'voided') {
            this.tab.voided_at_ms = act.at_ms;
            for (const check of this.tab.checks)
                this.voidCheck(check, act.at_ms);
        }
        else if (act.kind === 'deleted') {
            this.tab.deleted_at_ms = act.at_ms;
            for (const check of this.tab.checks)
                check.deleted_at_ms = act.at_ms;
        }
    }
    takeOnCheck(act, check) {
        if (act.kind === 'line_voided')
            this.voidLine(check, act.which, act.at_ms);
        else if (act.kind === 'paid')
            this.pay(check, act.at_ms);
        else if (act.kind === 'closed')
            close(check, act.at_ms);
        else if (act.kind === 'reopened')
            this.reopen(check, act.at_ms);
        else if (act.kind === 'check_voided')
            this.voidCheck(check, act.at_ms);
        else if (act.kind === 'check_deleted')
            check.deleted_at_ms = act.at_ms;
        else if (act.kind === 'refunded')
            refund(check, act);
        else if (act.kind === 'payer_set')
            check.payer = this.bills[check.position].later_payer ?? check.payer;
        else if (act.kind === 'tip_set')
            setTip(check, act.share, act.at_ms);
    }
    serve(check, round, at_ms) {
        const added = this.bills[check.position].lines.filter((line) => line.round === round);
        for (const line of added)
            check.lines.push({ line, added_at_ms: at_ms, price: NOTHING, voided_at_ms: null, refund: null });
        if (added.length === 0)
            return;
        check.modified_at_ms = at_ms;
        this.unpriced.add(check);
    }
    voidLine(check, which, at_ms) {
        this.reckon(check);
        const line = check.lines[Math.floor(which * check.lines.length)];
        if (line)
            line.voided_at_ms = at_ms;
        this.unpriced.add(check);
    }
    voidCheck(check, at_ms) {
        this.reckon(check);
        check.voided_at_ms ??= at_ms;
        check.modified_at_ms = at_ms;
        for (const line of check.lines)
            line.voided_at_ms ??= at_ms;
        for (const payment of check.payments)
            payment.voided_at_ms ??= at_ms;
        this.unpriced.add(check);
    }
    /** Takes what is due. Where nothing is, the check closes without a payment. */
    pay(check, at_ms) {
        this.reckon(check);
        const due = check.amount_minor + check.tax_minor - check.payments.reduce((sum, one) => sum + one.amount_minor, 0);
        if (due === 0) {
            close(check, at_ms);
            return;
        }
        const tenders = this.bills[check.position].tenders.slice(check.payments.length > 0 ? -1 : 0);
        let left = due;
        for (const [place, tender] of tenders.entries()) {
            const amount_minor = place === tenders.length - 1 ? left : Math.min(left, Math.floor(due * tender.share));
            left -= amount_minor;
            if (amount_minor > 0)
                check.payments.push(payment(tender, at_ms, amount_minor));
        }
        check.paid_at_ms = at_ms;
        check.status = 'paid';
    }
    reopen(check, at_ms) {
        check.status = 'open';
        const line = this.bills[check.position].forgotten;
        check.lines.push({ line, added_at_ms: at_ms, price: NOTHING, voided_at_ms: null, refund: null });
        this.unpriced.add(check);
    }
    /** Prices what is not voided; a voided line keeps the price that it had when it was voided. */
    reckon(check) {
        if (!this.unpriced.delete(check))
            return;
        const standing = check.lines.filter((line) => line.voided_at_ms === null);
        const found = prices(this.venue, standing.map(({ line }) => line), check.discount);
        let lines_minor = 0;
        check.tax_minor = 0;
        for (const [at, line] of standing.entries()) {
            line.price = found[at];
            lines_minor += line.price.net_minor;
            check.tax_minor += line.price.tax_minor;
        }
        check.service_minor = share(lines_minor, this.bills[check.position].service_percent * 10, 1_000);
        check.amount_minor = lines_minor + check.service_minor;
    }
}
const NOTHING = {
    menu_minor: 0,
    before_discount_minor: 0,
    own_discount_minor: 0,
    own_discount_net_minor: 0,
    check_discount_minor: 0,
    check_discount_net_minor: 0,
    net_minor: 0,
    tax_minor: 0,
};
function freshCheck(position, at_ms, { payer, discount }) {
    const dates = { paid_at_ms: null, closed_at_ms: null, voided_at_ms: null, deleted_at_ms: null };
    const amounts = { service_minor: 0, amount_minor: 0, tax_minor: 0 };
    return {
        position,
        status: 'open',
        modified_at_ms: at_ms,
        ...dates,
        payer,
        lines: [],
        discount,
        ...amounts,
        payments: [],
    };
}
//# sourceMappingURL=till.js.map