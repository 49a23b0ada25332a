import type { Decoded, Origin } from '../../runtime/types.ts';
import { normaliseEmail } from '../../schemas/email.ts';
import type { Item, Order } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { businessDateAt } from '../shared/business-date.ts';
import { extraOf } from '../shared/extra.ts';
import { Fields } from '../shared/fields.ts';
import { shareOf } from '../shared/money.ts';
import { phoneOf } from '../shared/phone.ts';
import { LONGEST_ID, recordOrRefusal } from '../shared/untrusted.ts';
import { written } from '../shared/written.ts';
import { type Amounts, amountsIn, currencyIn, moneyOf, netOf, sum, totalsIn } from './amounts.ts';
import type { Location, Locations } from './config.ts';
import { type GivenBack, givenBackIn, isReturn } from './decode-returns.ts';

export interface OrderContext {
  readonly locations: Locations;
  readonly origin: Origin;
  /** What other orders have given back of this one, each once. */
  readonly givenBack: readonly GivenBack[];
}

const LONGEST_TEXT = 2000;

/**
 * An order as Square's Orders API writes it → our record, or a refusal that names the path and what was expected there,
 * never a value. Takes any JSON, and throws nothing.
 */
export function decodeOrder(json: unknown, { locations, origin, givenBack }: OrderContext): Decoded {
  const read = () => {
    const order = new Fields(json);
    const value = orderOf(order, locations.of(order.text('location_id', LONGEST_ID)), givenBack);
    return { value, event_time_ms: value.closed_at };
  };
  return recordOrRefusal({ topic: topics.orders, upstream: 'square', origin, payload: () => written(json), read });
}

/** What it gives back of other orders; throws an Unreadable. */
export function givenBackOfOthers(json: unknown, locations: Locations): GivenBack[] {
  const order = new Fields(json);
  const id = order.text('id', LONGEST_ID);
  const currency = currencyOf(order, locations.of(order.text('location_id', LONGEST_ID)));
  return givenBackIn(order, { id, currency, at_ms: changedAt(order) }).filter(({ of }) => of !== id);
}

function orderOf(order: Fields, location: Location, others: readonly GivenBack[]): Order {
  const id = order.text('id', LONGEST_ID);
  const order_id = `square:${id}`;
  const currency = currencyOf(order, location);
  const updated_ms = changedAt(order);
  const told = new Set(others.flatMap(({ refunds }) => refunds));
  const own = givenBackIn(order, { id, currency, at_ms: updated_ms, told }).filter(({ of }) => of === id);
  const given = [...own, ...others];
  const returned = isReturn(order);
  const { state, closed_at } = lifeOf(order, returned);
  const amounts = state === 'voided' ? NOTHING : amountsOf(order, id, currency);
  const items = state === 'voided' ? [] : order.children('line_items').map((line) => itemOf(line, order_id, currency));
  const charged = Math.max(0, netOf(amounts));
  const due = Math.max(0, charged - giftCards(order, currency));
  const refunded = Math.min(due, refundOf(given, charged, Math.max(0, amounts.tax_minor)));
  const net_minor = due - refunded;
  if (!Number.isSafeInteger(charged)) throw order.unreadable('total_money', 'out_of_range', 'a sum that can be had');
  const guest = guestOf(order, location.country);
  const { client_id, email } = guest;
  return {
    order_id,
    upstream: 'square',
    venue_id: location.venue_id,
    reservation_id: null,
    ...guest,
    opened_at: order.instantOrNull('created_at'),
    closed_at,
    business_date: closed_at === null ? null : businessDateAt(closed_at, location),
    covers: null,
    net_minor,
    discount_minor: Math.max(0, amounts.discount_minor),
    tax_minor: Math.max(0, amounts.tax_minor),
    tip_minor: Math.max(0, amounts.tip_minor),
    refunded_minor: refunded,
    currency,
    state,
    version: Math.max(updated_ms, ...given.map(({ at_ms }) => at_ms)),
    checks: [{ check_id: order_id, client_id, email, covers: null, net_minor }],
    items,
    extra: extraOf(order, returned ? knownOfReturns : known),
  };
}

const NOTHING: Amounts = { total_minor: 0, tax_minor: 0, tip_minor: 0, discount_minor: 0 };

function changedAt(order: Fields): number {
  const updated_ms = order.instantOrNull('updated_at');
  if (updated_ms === null) throw order.missing('updated_at');
  return updated_ms;
}

/** That of its totals; the location's where it has none. */
function currencyOf(order: Fields, location: Location): string {
  const totals = [
    order.childOrNull('total_money'),
    order.childOrNull('net_amounts')?.childOrNull('total_money') ?? null,
  ];
  const said = totals.map(currencyIn).find((currency) => currency !== null);
  return said ?? location.currency;
}

/**
 * Closed: COMPLETED, at its closed_at (contract). An order that sells nothing and only gives back is nobody's visit: it
 * counts nothing by itself, what it gives back comes off the sale. Nobody knows the state: it is open.
 */
function lifeOf(order: Fields, returned: boolean): Pick<Order, 'state' | 'closed_at'> {
  const said = order.textOrNull('state', LONGEST_TEXT);
  if (said === 'CANCELED' || returned) return { state: 'voided', closed_at: null };
  const closed_at = order.instantOrNull('closed_at');
  return said === 'COMPLETED' && closed_at !== null
    ? { state: 'closed', closed_at }
    : { state: 'open', closed_at: null };
}

/** `net_amounts` are what was sold less what was returned; of its own sale, refunds are taken off by us. */
function amountsOf(order: Fields, id: string, currency: string): Amounts {
  const net = order.childOrNull('net_amounts');
  const ofItself = order.children('returns').some((one) => one.textOrNull('source_order_id', LONGEST_ID) === id);
  return net === null || ofItself ? totalsIn(order, currency) : amountsIn(net, currency);
}

/** Gift cards sold are no food: they come off. */
function giftCards(order: Fields, currency: string): number {
  const sold = order.children('line_items').filter((line) => line.textOrNull('item_type', LONGEST_ID) === 'GIFT_CARD');
  return sum(sold, (line) => Math.max(0, netOfLine(line, currency)));
}

/** Of what nobody says how much of it was tax, the check's share of tax, half up (contract). */
function refundOf(given: readonly GivenBack[], charged_minor: number, tax_minor: number): number {
  const untold = sum(given, ({ untold_minor }) => untold_minor);
  return sum(given, ({ net_minor }) => net_minor) + untold - shareOf(untold, tax_minor, charged_minor + tax_minor);
}

function netOfLine(line: Fields, currency: string): number {
  return moneyOf(line, 'total_money', currency) - moneyOf(line, 'total_tax_money', currency);
}

const DECIMAL = /^\d{1,15}(\.\d{1,10})?$/;

/** `quantity` is a decimal in a text. */
function itemOf(line: Fields, check_id: string, currency: string): Item {
  const quantity = line.textOrNull('quantity', LONGEST_TEXT) ?? '1';
  if (!DECIMAL.test(quantity)) throw line.unreadable('quantity', 'out_of_range', 'a decimal number expected');
  const net_minor = netOfLine(line, currency);
  return { check_id, name: line.textOrNull('name', LONGEST_TEXT) ?? '', quantity: Number(quantity), net_minor };
}

type Guest = Pick<Order, 'client_id' | 'email' | 'phone' | 'name'>;

/** The order's customer, else that of its first payment that has one; else whoever it is made up for, by their own word. */
function guestOf(order: Fields, country: string): Guest {
  const ids = [order, ...order.children('tenders')].map((one) => one.textOrNull('customer_id', LONGEST_ID));
  const id = ids.find((one) => one !== null);
  if (id !== undefined && id !== null) return { client_id: `square:${id}`, email: null, phone: null, name: null };
  const recipient = recipientOf(order);
  const phone = recipient?.textOrNull('phone_number', LONGEST_TEXT) ?? null;
  const customer = recipient?.textOrNull('customer_id', LONGEST_ID) ?? null;
  return {
    client_id: customer === null ? null : `square:${customer}`,
    email: normaliseEmail(recipient?.textOrNull('email_address', LONGEST_TEXT) ?? ''),
    phone: phone === null ? null : phoneOf(phone, country),
    name: recipient?.textOrNull('display_name', LONGEST_TEXT)?.trim() || null,
  };
}

const DETAILS = ['pickup_details', 'delivery_details', 'shipment_details'];

function recipientOf(order: Fields): Fields | null {
  const details = order
    .children('fulfillments')
    .flatMap((fulfillment) => DETAILS.map((name) => fulfillment.childOrNull(name)));
  const recipients = details.map((one) => one?.childOrNull('recipient') ?? null);
  return recipients.find((one) => one !== null) ?? null;
}

const keys =
  `id location_id reference_id source customer_id line_items taxes discounts service_charges fulfillments returns
   return_amounts net_amounts rounding_adjustment tenders refunds metadata created_at updated_at closed_at state version
   total_money total_tax_money total_discount_money total_tip_money total_service_charge_money ticket_name pricing_options
   rewards net_amount_due_money`.split(/\s+/);

/** The keys of an order (api.json, Order). */
const known = new Set(keys);

/** Of an order that only gives back, what it gives back is kept as it came. */
const knownOfReturns = new Set(keys.filter((key) => !['returns', 'return_amounts', 'refunds'].includes(key)));
