import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANCHOR_MS, type Json, RESTAURANTS, type Visitor, visit, windowsBefore } from './support.ts';

/** Types by name, as the vendor's orders API 2.9 documents them. `?` may be null, `!` may be missing too. */
type Kinds = Readonly<Record<string, string>>;

const REFERENCE: Kinds = { guid: 'guid', entityType: 'text', externalId: 'null' };

const ORDER: Kinds = {
  guid: 'guid',
  entityType: 'Order',
  externalId: 'null',
  revenueCenter: 'reference?',
  server: 'reference?',
  createdInTestMode: 'flag',
  lastModifiedDevice: 'device',
  source: 'In Store|Online|Toast Local|Branded Online Ordering',
  voidDate: 'date?',
  duration: 'whole?',
  businessDate: 'day',
  paidDate: 'date?',
  restaurantService: 'reference',
  excessFood: 'flag',
  voided: 'flag',
  estimatedFulfillmentDate: 'date?',
  table: 'reference?',
  requiredPrepTime: 'PT0S',
  approvalStatus: 'APPROVED',
  deliveryInfo: 'object?',
  serviceArea: 'null',
  curbsidePickupInfo: 'null',
  numberOfGuests: 'whole!',
  diningOption: 'reference',
  appliedPackagingInfo: 'null',
  openedDate: 'date',
  voidBusinessDate: 'day?',
  checks: 'list',
  deleted: 'flag',
  createdDevice: 'device',
  createdDate: 'date',
  closedDate: 'date?',
  deletedDate: 'date?',
  modifiedDate: 'date',
  promisedDate: 'null',
  channelGuid: 'null',
  pricingFeatures: 'list',
  displayNumber: 'text',
};

const CHECK: Kinds = {
  guid: 'guid',
  entityType: 'Check',
  externalId: 'null',
  displayNumber: 'text',
  payments: 'list',
  appliedDiscounts: 'list',
  lastModifiedDevice: 'device',
  voidDate: 'date?',
  paidDate: 'date?',
  appliedLoyaltyInfo: 'object?',
  voided: 'flag',
  paymentStatus: 'OPEN|PAID|CLOSED',
  amount: 'money',
  tabName: 'text?',
  taxExempt: 'flag',
  openedDate: 'date',
  totalAmount: 'money',
  selections: 'list',
  voidBusinessDate: 'day?',
  createdDate: 'date',
  deleted: 'flag',
  createdDevice: 'device',
  closedDate: 'date?',
  deletedDate: 'date?',
  modifiedDate: 'date',
  taxAmount: 'money',
  appliedServiceCharges: 'list',
  customer: 'object?',
  duration: 'whole?',
  openedBy: 'reference',
};

const SELECTION: Kinds = {
  guid: 'guid',
  entityType: 'MenuItemSelection',
  externalId: 'null',
  deferred: 'flag',
  preDiscountPrice: 'money',
  voidReason: 'reference?',
  optionGroup: 'reference?',
  displayName: 'text',
  appliedDiscounts: 'list',
  modifiers: 'list',
  seatNumber: 'whole',
  voidDate: 'date?',
  fulfillmentStatus: 'NEW|HOLD|SENT|READY',
  optionGroupPricingMode: 'text?',
  salesCategory: 'reference?',
  selectionType: 'NONE',
  price: 'money',
  voided: 'flag',
  appliedTaxes: 'list',
  itemGroup: 'reference?',
  item: 'reference',
  taxInclusion: 'INCLUDED|NOT_INCLUDED|INHERITED',
  quantity: 'whole',
  receiptLinePrice: 'money',
  unitOfMeasure: 'NONE',
  refundDetails: 'object?',
  tax: 'money',
  diningOption: 'reference?',
  voidBusinessDate: 'day?',
  createdDate: 'date',
  preModifier: 'null',
  modifiedDate: 'date',
};

const PAYMENT: Kinds = {
  guid: 'guid',
  entityType: 'OrderPayment',
  externalId: 'null',
  originalProcessingFee: 'null',
  server: 'reference',
  cashDrawer: 'reference?',
  lastModifiedDevice: 'device',
  refundStatus: 'NONE|PARTIAL|FULL',
  type: 'CASH|CREDIT|GIFTCARD|HOUSE_ACCOUNT|OTHER',
  voidInfo: 'object?',
  checkGuid: 'guid',
  otherPayment: 'reference?',
  paidDate: 'date',
  orderGuid: 'guid',
  cardEntryMode: 'text?',
  paymentStatus: 'AUTHORIZED|CAPTURED|VOIDED',
  amount: 'money',
  tipAmount: 'money',
  amountTendered: 'money?',
  cardType: 'text?',
  houseAccount: 'reference?',
  mcaRepaymentAmount: 'null',
  createdDevice: 'device',
  paidBusinessDate: 'day',
  last4Digits: 'text?',
  refund: 'object?',
};

const CUSTOMER: Kinds = {
  guid: 'guid',
  entityType: 'Customer',
  firstName: 'text?',
  lastName: 'text?',
  phone: 'text?',
  phoneCountryCode: 'text?',
  email: 'text?',
};

const REFUND: Kinds = {
  refundAmount: 'money',
  tipRefundAmount: 'money',
  refundDate: 'date',
  refundBusinessDate: 'day',
  refundTransaction: 'object',
};

const DISCOUNT: Kinds = {
  guid: 'guid',
  entityType: 'text',
  externalId: 'null',
  name: 'text',
  discountAmount: 'money',
  nonTaxDiscountAmount: 'money',
  discount: 'reference',
  triggers: 'list',
  approver: 'reference',
  processingState: 'null',
  appliedDiscountReason: 'null',
  loyaltyDetails: 'null',
  comboItems: 'list',
  appliedPromoCode: 'null',
  discountType: 'PERCENT|FIXED',
  discountPercent: 'whole?',
};

const SERVICE_CHARGE: Kinds = {
  guid: 'guid',
  entityType: 'AppliedServiceCharge',
  externalId: 'null',
  chargeAmount: 'money',
  serviceCharge: 'reference',
  chargeType: 'PERCENT',
  name: 'text',
  delivery: 'flag',
  takeout: 'flag',
  dineIn: 'flag',
  gratuity: 'flag',
  taxable: 'flag',
  appliedTaxes: 'list',
  serviceChargeCalculation: 'POST_DISCOUNT',
  refundDetails: 'null',
  serviceChargeCategory: 'SERVICE_CHARGE',
  paymentGuid: 'null',
};

const IS: Readonly<Record<string, (value: unknown) => boolean>> = {
  guid: (value) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(String(value)),
  date: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/.test(String(value)),
  day: (value) => Number.isInteger(value) && /^20\d{6}$/.test(String(value)),
  money: (value) => typeof value === 'number' && value >= 0 && Math.abs(Math.round(value * 100) - value * 100) < 1e-6,
  whole: (value) => Number.isInteger(value),
  flag: (value) => typeof value === 'boolean',
  text: (value) => typeof value === 'string',
  list: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null,
  null: (value) => value === null,
  reference: (value) => faultsOf(value, REFERENCE).length === 0,
  device: (value) => typeof value === 'object' && value !== null && Object.keys(value).join() === 'id',
};

/** Every name that is missing, too many, or of another kind than documented. */
function faultsOf(value: unknown, kinds: Kinds): string[] {
  if (typeof value !== 'object' || value === null) return [`not an object: ${String(value)}`];
  const object = value as Json;
  const tooMany = Object.keys(object).filter((name) => !(name in kinds));
  const wrong = Object.entries(kinds).filter(([name, kind]) => !fits(object, name, kind));
  return [...tooMany, ...wrong.map(([name]) => `${name}: ${JSON.stringify(object[name])}`)];
}

function fits(object: Json, name: string, kind: string): boolean {
  const optional = kind.endsWith('?') || kind.endsWith('!');
  if (!(name in object)) return kind.endsWith('!');
  if (optional && object[name] === null) return true;
  const plain = optional ? kind.slice(0, -1) : kind;
  return IS[plain]?.(object[name]) ?? plain.split('|').includes(String(object[name]));
}

describe('every order of the API has the documented shape', () => {
  let visitor: Visitor;
  const orders: Json[] = [];

  beforeAll(async () => {
    visitor = await visit({ orders: 2_500 });
    for (const restaurant of RESTAURANTS) {
      for (const { from_ms, to_ms } of windowsBefore(ANCHOR_MS + 1)) {
        orders.push(...(await visitor.window(restaurant, from_ms, to_ms)));
      }
    }
  }, 60_000);
  afterAll(() => visitor.sandbox.close());

  const parts: readonly [string, Kinds, (order: Json) => Json[]][] = [
    ['orders', ORDER, (order) => [order]],
    ['checks', CHECK, (order) => order.checks],
    ['selections', SELECTION, (order) => order.checks.flatMap((check: Json) => check.selections)],
    [
      'modifiers',
      SELECTION,
      (order) => order.checks.flatMap((check: Json) => check.selections.flatMap((line: Json) => line.modifiers)),
    ],
    ['payments', PAYMENT, (order) => order.checks.flatMap((check: Json) => check.payments)],
    ['refunds', REFUND, (order) => refundsOf(order)],
    ['customers', CUSTOMER, (order) => order.checks.flatMap((check: Json) => check.customer ?? [])],
    ['discounts of checks', DISCOUNT, (order) => order.checks.flatMap((check: Json) => check.appliedDiscounts)],
    [
      'discounts of selections',
      DISCOUNT,
      (order) => order.checks.flatMap((check: Json) => check.selections.flatMap((line: Json) => line.appliedDiscounts)),
    ],
    ['service charges', SERVICE_CHARGE, (order) => order.checks.flatMap((one: Json) => one.appliedServiceCharges)],
  ];

  test.each(parts)('%s', (_, kinds, take) => {
    const found = orders.flatMap(take);
    expect(found.length).toBeGreaterThan(10);
    expect(new Set(found.flatMap((part) => faultsOf(part, kinds)))).toEqual(new Set());
  });

  test('an order that was not deleted has the epoch as its deletedDate, one from the web has null', () => {
    const kept = orders.filter((order) => order.deleted === false);
    expect(new Set(kept.map((order) => order.deletedDate))).toEqual(new Set(['1970-01-01T00:00:00.000+0000', null]));
    const gone = orders.filter((order) => order.deleted === true);
    expect(gone.length).toBeGreaterThan(0);
    for (const order of gone) expect(Date.parse(order.deletedDate.replace('+0000', 'Z'))).toBeGreaterThan(1.7e12);
  });

  test('covers come as a number, as 0, as null, and not at all', () => {
    const seen = new Set(orders.map((order) => ('numberOfGuests' in order ? typeof order.numberOfGuests : 'missing')));
    expect(seen).toEqual(new Set(['number', 'object', 'missing']));
    expect(orders.some((order) => order.numberOfGuests === 0)).toBe(true);
  });

  test('the amounts of a check add up', () => {
    for (const check of orders.flatMap((order) => order.checks as Json[])) {
      const standing = check.selections.filter((line: Json) => !line.voided);
      const lines = cents(standing, 'price') + cents(check.appliedServiceCharges, 'chargeAmount');
      expect(Math.round(check.amount * 100)).toBe(lines);
      expect(Math.round(check.taxAmount * 100)).toBe(cents(standing, 'tax'));
      expect(Math.round(check.totalAmount * 100)).toBe(Math.round((check.amount + check.taxAmount) * 100));
    }
  });

  test('a closed check has been paid in full', () => {
    const closed = orders.flatMap((order) =>
      (order.checks as Json[]).filter((check) => check.paymentStatus === 'CLOSED'),
    );
    for (const check of closed.filter((one) => !one.voided)) {
      expect(cents(check.payments, 'amount')).toBe(Math.round(check.totalAmount * 100));
    }
  });

  test('nothing is given back that was not paid', () => {
    for (const payment of orders.flatMap((order) => order.checks.flatMap((check: Json) => check.payments)) as Json[]) {
      if (!payment.refund) continue;
      expect(payment.refund.refundAmount).toBeLessThanOrEqual(payment.amount);
      expect(payment.refund.tipRefundAmount).toBeLessThanOrEqual(payment.tipAmount);
      expect(payment.refundStatus).toBe(payment.refund.refundAmount === payment.amount ? 'FULL' : 'PARTIAL');
    }
  });

  test('every kind of trouble occurs', () => {
    const checks = orders.flatMap((order) => order.checks as Json[]);
    const known = checks.flatMap((check) => check.customer?.email ?? []);
    const happened = {
      voidedOrder: orders.some((order) => order.voided),
      voidedCheck: orders.some((order) => !order.voided && order.checks.some((check: Json) => check.voided)),
      deletedCheck: orders.some((order) => !order.deleted && order.checks.some((check: Json) => check.deleted)),
      voidedLine: checks.some((check) => !check.voided && check.selections.some((line: Json) => line.voided)),
      partialRefund: orders.some((order) => refundsOf(order).some((refund) => refund.tipRefundAmount === 0)),
      tipRefund: orders.some((order) => refundsOf(order).some((refund) => refund.tipRefundAmount > 0)),
      refundedLine: checks.some((check) => check.selections.some((line: Json) => line.refundDetails)),
      refundDaysLater: orders.some((order) =>
        refundsOf(order).some((refund) => refund.refundBusinessDate > order.businessDate + 1),
      ),
      severalChecks: orders.some((order) => order.checks.length > 2),
      severalGuests: orders.some((order) => new Set(order.checks.map((one: Json) => one.customer?.email)).size > 2),
      walkIn: checks.some((check) => check.customer === null),
      withoutAddress: checks.some((check) => check.customer?.phone && check.customer.email === null),
      accountOnly: checks.some((check) => check.customer && check.customer.firstName === null),
      capitals: known.some((email) => email !== email.toLowerCase()),
      blanks: known.some((email) => email !== email.trim()),
      otherScript: checks.some((check) => /[\u0400-\u04ff\u4e00-\u9fff]/.test(check.customer?.firstName ?? '')),
      freeMeal: checks.some((check) => check.paymentStatus === 'CLOSED' && !check.voided && check.amount === 0),
      serviceCharge: checks.some((check) => check.appliedServiceCharges.length > 0),
    };
    expect(Object.entries(happened).filter(([, seen]) => !seen)).toEqual([]);
  });
});

function refundsOf(order: Json): Json[] {
  return order.checks.flatMap((check: Json) => check.payments.flatMap((payment: Json) => payment.refund ?? []));
}

function cents(list: Json[], name: string): number {
  return list.reduce((sum, one) => sum + Math.round(one[name] * 100), 0);
}
