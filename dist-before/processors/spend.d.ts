import type { Processor } from '../runtime/types.ts';
import { type SpendSettings } from './settings.ts';
import { SpendStore } from './spend/store.ts';
/**
 * What guests spend: in the window and over their lives, at each of their orders and now; and when they became loyal.
 *
 * A fact is (order, member); a guest's row of an order is the sum of its parts, and the rows are the changelog. A fact
 * that comes late, is corrected, moved or taken back costs the rows that it changes, however many the guest has.
 * `guest_spend` falls by ticks alone: an order is in the window until a tick reaches its closed_at + window.
 * After a change of the settings the rows that no record touches stay as they were: replay from the beginning.
 */
export declare function spend(settings: SpendSettings): Processor<SpendStore>;
