import type { Bill, CheckDiscount, Line, Tender } from './bill.ts';
import { share } from './money.ts';
import type { Payer } from './payers.ts';
import { type Price, prices } from './pricing.ts';
import type { Act, Service, Story } from './story.ts';
import type { Venue } from './venues.ts';

/** An order as it stands at some moment. All amounts are integer minor units of the venue's currency. */
export interface Tab {
  readonly service: Service;
  readonly opened_at_ms: number;
  modified_at_ms: number;
  /** As staff keyed it in; null where nobody did. */
  covers: number | null;
  voided_at_ms: number | null;
  /** Taken away altogether, as when it was joined to another table's order. */
  deleted_at_ms: number | null;
  readonly checks: CheckTab[];
}

export interface CheckTab {
  readonly position: number;
  status: 'open' | 'paid' | 'closed';
  modified_at_ms: number;
  paid_at_ms: number | null;
  /** When the status was last set to closed; stays when the check is opened again. */
  closed_at_ms: number | null;
  voided_at_ms: number | null;
  deleted_at_ms: number | null;
  payer: Payer | null;
  readonly lines: LineTab[];
  discount: CheckDiscount | null;
  service_minor: number;
  /** Lines that are not voided and service, after discounts, without tax and tip; refunds are not off. */
  amount_minor: number;
  tax_minor: number;
  readonly payments: Payment[];
}

export interface LineTab {
  readonly line: Line;
  readonly added_at_ms: number;
  price: Price;
  voided_at_ms: number | null;
  refund: { readonly at_ms: number; readonly net_minor: number; readonly tax_minor: number } | null;
}

export interface Payment {
  readonly tender: Tender;
  readonly at_ms: number;
  readonly amount_minor: number;
  tip_minor: number;
  modified_at_ms: number;
  voided_at_ms: number | null;
  /** `ofLines`: the check's lines say which part was tax; else nobody says. */
  refund: Refund | null;
}

export interface Refund {
  readonly at_ms: number;
  readonly amount_minor: number;
  readonly tip_minor: number;
  readonly ofLines: boolean;
}

/** The order as everybody saw it at `at_ms`, or null where it was not yet opened. Same arguments, same answer. */
export function tabAt(at_ms: number, venue: Venue, story: Story, bills: readonly Bill[]): Tab | null {
  const opened_at_ms = story.acts[0]!.at_ms;
  if (opened_at_ms > at_ms) return null;
  const till = new Till(venue, story, bills);
  for (const act of story.acts) {
    if (act.at_ms > at_ms) break;
    till.take(act);
  }
  return till.reckoned();
}

/** What the till does with each act. */
class Till {
  private readonly tab: Tab;
  private readonly venue: Venue;
  private readonly bills: readonly Bill[];
  /** Checks whose lines changed since they were last priced. */
  private readonly unpriced = new Set<CheckTab>();

  constructor(venue: Venue, story: Story, bills: readonly Bill[]) {
    const opened_at_ms = story.acts[0]!.at_ms;
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
  reckoned(): Tab {
    for (const check of this.unpriced) this.reckon(check);
    return this.tab;
  }

  take(act: Act): void {
    this.tab.modified_at_ms = act.at_ms;
    if ('check' in act) {
      const check = this.tab.checks[act.check]!;
      check.modified_at_ms = act.at_ms;
      this.takeOnCheck(act, check);
    } else if (act.kind === 'served') {
      for (const check of this.tab.checks) this.serve(check, act.round, act.at_ms);
    } else if (act.kind === 'covers_set') {
      this.tab.covers = act.covers;
    } else if (act.kind === 'voided') {
      this.tab.voided_at_ms = act.at_ms;
      for (const check of this.tab.checks) this.voidCheck(check, act.at_ms);
    } else if (act.kind === 'deleted') {
      this.tab.deleted_at_ms = act.at_ms;
      for (const check of this.tab.checks) check.deleted_at_ms = act.at_ms;
    }
  }

  private takeOnCheck(act: Extract<Act, { check: number }>, check: CheckTab): void {
    if (act.kind === 'line_voided') this.voidLine(check, act.which, act.at_ms);
    else if (act.kind === 'paid') this.pay(check, act.at_ms);
    else if (act.kind === 'closed') close(check, act.at_ms);
    else if (act.kind === 'reopened') this.reopen(check, act.at_ms);
    else if (act.kind === 'check_voided') this.voidCheck(check, act.at_ms);
    else if (act.kind === 'check_deleted') check.deleted_at_ms = act.at_ms;
    else if (act.kind === 'refunded') refund(check, act);
    else if (act.kind === 'payer_set') check.payer = this.bills[check.position]!.later_payer ?? check.payer;
    else if (act.kind === 'tip_set') setTip(check, act.share, act.at_ms);
  }

  private serve(check: CheckTab, round: number, at_ms: number): void {
    const added = this.bills[check.position]!.lines.filter((line) => line.round === round);
    for (const line of added)
      check.lines.push({ line, added_at_ms: at_ms, price: NOTHING, voided_at_ms: null, refund: null });
    if (added.length === 0) return;
    check.modified_at_ms = at_ms;
    this.unpriced.add(check);
  }

  private voidLine(check: CheckTab, which: number, at_ms: number): void {
    this.reckon(check);
    const line = check.lines[Math.floor(which * check.lines.length)];
    if (line) line.voided_at_ms = at_ms;
    this.unpriced.add(check);
  }

  private voidCheck(check: CheckTab, at_ms: number): void {
    this.reckon(check);
    check.voided_at_ms ??= at_ms;
    check.modified_at_ms = at_ms;
    for (const line of check.lines) line.voided_at_ms ??= at_ms;
    for (const payment of check.payments) payment.voided_at_ms ??= at_ms;
    this.unpriced.add(check);
  }

  /** Takes what is due. Where nothing is, the check closes without a payment. */
  private pay(check: CheckTab, at_ms: number): void {
    this.reckon(check);
    const due = check.amount_minor + check.tax_minor - check.payments.reduce((sum, one) => sum + one.amount_minor, 0);
    if (due === 0) {
      close(check, at_ms);
      return;
    }
    const tenders = this.bills[check.position]!.tenders.slice(check.payments.length > 0 ? -1 : 0);
    let left = due;
    for (const [place, tender] of tenders.entries()) {
      const amount_minor = place === tenders.length - 1 ? left : Math.min(left, Math.floor(due * tender.share));
      left -= amount_minor;
      if (amount_minor > 0) check.payments.push(payment(tender, at_ms, amount_minor));
    }
    check.paid_at_ms = at_ms;
    check.status = 'paid';
  }

  private reopen(check: CheckTab, at_ms: number): void {
    check.status = 'open';
    const line = this.bills[check.position]!.forgotten;
    check.lines.push({ line, added_at_ms: at_ms, price: NOTHING, voided_at_ms: null, refund: null });
    this.unpriced.add(check);
  }

  /** Prices what is not voided; a voided line keeps the price that it had when it was voided. */
  private reckon(check: CheckTab): void {
    if (!this.unpriced.delete(check)) return;
    const standing = check.lines.filter((line) => line.voided_at_ms === null);
    const found = prices(
      this.venue,
      standing.map(({ line }) => line),
      check.discount,
    );
    let lines_minor = 0;
    check.tax_minor = 0;
    for (const [at, line] of standing.entries()) {
      line.price = found[at]!;
      lines_minor += line.price.net_minor;
      check.tax_minor += line.price.tax_minor;
    }
    check.service_minor = share(lines_minor, this.bills[check.position]!.service_percent * 10, 1_000);
    check.amount_minor = lines_minor + check.service_minor;
  }
}

const NOTHING: Price = {
  menu_minor: 0,
  before_discount_minor: 0,
  own_discount_minor: 0,
  own_discount_net_minor: 0,
  check_discount_minor: 0,
  check_discount_net_minor: 0,
  net_minor: 0,
  tax_minor: 0,
};

function freshCheck(position: number, at_ms: number, { payer, discount }: Bill): CheckTab {
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

function payment(tender: Tender, at_ms: number, amount_minor: number): Payment {
  const tip_minor = share(amount_minor, Math.round(tender.tip_share * 100), 100);
  return { tender, at_ms, amount_minor, tip_minor, modified_at_ms: at_ms, voided_at_ms: null, refund: null };
}

function close(check: CheckTab, at_ms: number): void {
  if (check.status === 'closed') return;
  check.status = 'closed';
  check.closed_at_ms = at_ms;
}

function setTip(check: CheckTab, share_of_payment: number, at_ms: number): void {
  const card = check.payments.find(({ tender }) => tender.kind === 'card');
  if (!card) return;
  card.tip_minor = Math.floor(card.amount_minor * share_of_payment);
  card.modified_at_ms = at_ms;
}

/** Gives money back: an amount out of the air, whole lines with their tax, or everything with the tips. */
function refund(check: CheckTab, act: Extract<Act, { kind: 'refunded' }>): void {
  const { at_ms } = act;
  if (act.how === 'all') {
    for (const paid of check.payments)
      giveBack(paid, { at_ms, amount_minor: paid.amount_minor, tip_minor: paid.tip_minor, ofLines: false });
    return;
  }
  const first = check.payments[0];
  if (!first) return;
  const lines = act.how === 'lines' ? linesWithin(check, first.amount_minor) : [];
  for (const line of lines) line.refund = { at_ms, net_minor: line.price.net_minor, tax_minor: line.price.tax_minor };
  const wanted = Math.max(1, Math.floor((check.amount_minor + check.tax_minor) * act.share));
  const amount_minor =
    lines.length > 0
      ? lines.reduce((sum, { price }) => sum + price.net_minor + price.tax_minor, 0)
      : Math.min(first.amount_minor, wanted);
  giveBack(first, { at_ms, amount_minor, tip_minor: 0, ofLines: lines.length > 0 });
}

function giveBack(paid: Payment, given: Refund): void {
  paid.refund = given;
  paid.modified_at_ms = given.at_ms;
}

/** The first two lines that cost something, as far as one payment covers them. */
function linesWithin(check: CheckTab, limit_minor: number): LineTab[] {
  let left = limit_minor;
  const taken: LineTab[] = [];
  for (const line of check.lines) {
    const cost = line.price.net_minor + line.price.tax_minor;
    if (line.voided_at_ms !== null || cost === 0 || cost > left || taken.length === 2) continue;
    taken.push(line);
    left -= cost;
  }
  return taken;
}
