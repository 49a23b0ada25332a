import { orderGuid } from '../toast/guid.ts';
import { TOAST_RESTAURANTS } from '../toast/restaurants.ts';
import type { Booking, BookingState } from '../world/booking.ts';
import type { CheckTab } from '../world/tab.ts';
import { VENUES } from '../world/venues.ts';
import type { World } from '../world/world.ts';
import { money, utc } from './notation.ts';

/** A check as it stood when the till told the reservation system of it. */
export interface Ticket {
  readonly check: CheckTab;
  readonly opened_at_ms: number;
  /** Lines after discounts, without service, tax and tip. */
  readonly subtotal_minor: number;
}

/** The checks of a reservation's table; none until the till has told of them, which it sometimes never does. */
export function ticketsOf(world: World, { visit }: Booking, { tickets_at_ms }: BookingState): Ticket[] {
  if (!visit || tickets_at_ms === null) return [];
  const tab = world.tab(visit, tickets_at_ms);
  if (!tab || tab.voided_at_ms !== null || tab.deleted_at_ms !== null) return [];
  return tab.checks
    .filter((check) => check.voided_at_ms === null && check.deleted_at_ms === null)
    .map((check) => ({
      check,
      opened_at_ms: tab.opened_at_ms,
      subtotal_minor: check.amount_minor - check.service_minor,
    }));
}

/** `pos_tickets[]`: an item's price is that of the whole line. The till's own id is Toast's of the order (ASSUMPTION). */
export function posTickets(world: World, { visit, base }: Booking, tickets: readonly Ticket[]) {
  if (!visit) return [];
  return tickets.map(({ check, opened_at_ms, subtotal_minor }) => ({
    status: 'closed',
    admin_fee: 0,
    code: String(visit.number + check.position + 1),
    items: check.lines.filter(({ voided_at_ms }) => voided_at_ms === null).map(item),
    table_no: String(1 + (base % 40)),
    tax: money(check.tax_minor),
    business_id: TOAST_RESTAURANTS[VENUES[visit.venue]!.id]!,
    local_pos_ticket_id: orderGuid(world.options.seed, visit),
    employee_name: ['Dana', 'Priya', 'Tomás', 'Wei'][base % 4]!,
    subtotal: money(subtotal_minor),
    total: money(check.amount_minor + check.tax_minor),
    service_charge: money(check.service_minor),
    start_time: utc(opened_at_ms),
    end_time: check.closed_at_ms === null ? null : utc(Math.floor(check.closed_at_ms / 1_000) * 1_000),
  }));
}

function item({ line, price }: CheckTab['lines'][number]) {
  return {
    name: line.dish.name,
    price: money(price.net_minor),
    quantity: line.quantity,
    modifiers: line.extra ? [{ name: line.extra.name, price: 0 }] : [],
    notes: '',
  };
}
