import type { Decoded, Origin } from '../../runtime/types.ts';
import { isObject, Unreadable } from '../shared/fields.ts';
import type { Call } from '../shared/keyed-calls.ts';
import { idIn } from '../shared/untrusted.ts';
import { type OrderLookups, orNothing } from './api.ts';
import type { Locations } from './config.ts';
import { decodeOrder, givenBackOfOthers } from './decode-order.ts';
import type { GivenBack } from './decode-returns.ts';

export interface Looking {
  readonly api: OrderLookups;
  readonly locations: Locations;
  readonly origin: Origin;
  readonly call: Call;
}

/**
 * An order as it is now, and the sales of which it gives something back: as the poll publishes them. The poll has seen
 * every return; here they are found by what was paid: order → payments → refunds → their orders.
 */
export async function ordersAround(order: unknown, looking: Looking): Promise<Decoded[]> {
  const given = givenBack(order, looking.locations);
  const sales =
    given.length === 0 ? [] : await looking.api.orders([...new Set(given.map(({ of }) => of))], looking.call);
  const read = [...sales, order].map((one) => decoded(one, given, looking));
  return Promise.all(read);
}

async function decoded(order: unknown, known: readonly GivenBack[], looking: Looking): Promise<Decoded> {
  const { locations, origin } = looking;
  const id = isObject(order) ? idIn(order.id) : null;
  const found = (await returnsOf(order, looking)).flatMap((one) => givenBack(one, locations));
  const ofThis = new Map([...known, ...found].filter(({ of }) => of === id).map((one) => [one.by, one]));
  const givenBackOfThis = [...ofThis.values()].sort((a, b) => (a.by < b.by ? -1 : 1));
  return decodeOrder(order, { locations, origin, givenBack: givenBackOfThis });
}

/** The orders by which refunds of this one's payments were made. */
async function returnsOf(order: unknown, { api, call }: Looking): Promise<readonly unknown[]> {
  const payments = await lookedUp(paymentsOf(order), (id) => api.payment(id, call));
  const refunds = await lookedUp(payments.flatMap(refundsOf), (id) => api.refund(id, call));
  const own = isObject(order) ? order.id : undefined;
  const ids = refunds.map((refund) => idIn(refund.order_id)).filter((id) => id !== null && id !== own);
  return ids.length === 0 ? [] : api.orders([...new Set(ids as string[])], call);
}

type Json = Readonly<Record<string, unknown>>;

async function lookedUp(ids: readonly string[], ask: (id: string) => Promise<unknown>): Promise<Json[]> {
  const found = await Promise.all([...new Set(ids)].map((id) => orNothing(ask(id))));
  return found.filter(isObject);
}

/** Nothing was given back of what is not complete. `id` of a tender is that of its payment (api.json, Tender). */
function paymentsOf(order: unknown): string[] {
  if (!isObject(order) || order.state !== 'COMPLETED' || !Array.isArray(order.tenders)) return [];
  return order.tenders.filter(isObject).flatMap((tender) => idIn(tender.payment_id) ?? idIn(tender.id) ?? []);
}

function refundsOf(payment: Json): string[] {
  const ids: readonly unknown[] = Array.isArray(payment.refund_ids) ? payment.refund_ids : [];
  return ids.flatMap((id) => idIn(id) ?? []);
}

/** None of what cannot be read: it is refused where it is decoded. */
function givenBack(order: unknown, locations: Locations): GivenBack[] {
  try {
    return givenBackOfOthers(order, locations);
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}
