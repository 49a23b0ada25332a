import type { Incoming, Processor } from '../runtime/types.ts';
import type { GuestOrder, GuestSpendAt } from '../schemas/generated/types.ts';
import { splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { loyaltyOf } from './loyalty.ts';
import { type SpendSettings, windowOf } from './settings.ts';
import { factOfRow, withoutPart, withPart } from './spend/fact.ts';
import { lifeOf } from './spend/life.ts';
import { replace } from './spend/replace.ts';
import { nowOf } from './spend/rows.ts';
import { SpendState } from './spend/store.ts';

/**
 * What guests spend: in the window and over their lives, at each of their orders and now; and when they became loyal.
 *
 * A fact is (order, member); a guest's row of an order is the sum of its parts, and the rows are the changelog. A fact
 * that comes late, is corrected, moved or taken back costs the rows that it changes, however many the guest has.
 * `guest_spend` falls by ticks alone: an order is in the window until a tick reaches its closed_at + window.
 * After a change of the settings the rows that no record touches stay as they were: replay from the beginning.
 */
export function spend(settings: SpendSettings): Processor<SpendState> {
  const window_ms = windowOf(settings);
  return {
    name: 'spend',
    inputs: [topics.guest_orders],
    outputs: [topics.guest_spend_history, topics.guest_spend, topics.loyalty_changes],
    changelogs: [topics.guest_spend_history],
    coalesced: [topics.guest_spend_history, topics.guest_spend, topics.loyalty_changes],
    create: () => new SpendState(),
    restore(state, record) {
      const [guest_id, order_id] = splitKey(record.key);
      const guest = state.guest(guest_id!);
      const before = guest.facts.get(order_id!);
      if (before !== undefined) guest.remove(before);
      // The only changelog is guest_spend_history.
      const row = record.value as GuestSpendAt | null;
      if (row !== null) guest.insert(factOfRow(row));
      state.dropIfEmpty(guest);
    },
    restored(state, stream_time_ms) {
      state.stream_time_ms = stream_time_ms;
      for (const guest of state.guests.values()) {
        guest.loyalty = loyaltyOf(lifeOf(guest), settings.loyalty);
        for (const series of guest.series.values()) state.schedule(guest, series, window_ms);
      }
    },
    step(state, record, out) {
      // The only input is _guest_orders.
      const { key, value } = record as Incoming<GuestOrder>;
      const [guest_id, order_id, member] = splitKey(key);
      const guest = state.guest(guest_id!);
      const before = guest.facts.get(order_id!);
      const after = value !== null ? withPart(before, value) : before && withoutPart(before, member!);
      if (after !== before) replace(state, { guest, before, after }, settings, out);
      state.dropIfEmpty(guest);
      return undefined;
    },
    advance(state, to_ms, limit, out) {
      state.stream_time_ms = to_ms;
      for (let delivered = 0; state.expiries.next_at <= to_ms; ) {
        if (delivered === limit) return 'more';
        const { at, what } = state.expiries.pop();
        if (at !== what.series.expiry_at) continue;
        what.series.expiry_at = Number.POSITIVE_INFINITY;
        if (what.series.size === 0) continue;
        out.put(topics.guest_spend, nowOf(what.guest, what.series, to_ms, settings));
        state.schedule(what.guest, what.series, window_ms);
        delivered++;
      }
      return 'done';
    },
  };
}
