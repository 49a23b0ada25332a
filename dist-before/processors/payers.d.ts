import type { Processor } from '../runtime/types.ts';
import type { OrderPayers } from '../schemas/generated/types.ts';
/** What is held of each order, by order id: its highest version and who paid it. */
export type PayersState = Map<string, OrderPayers>;
/**
 * Who paid an order: one fact for each member that a check of its highest version names. Of two records with one
 * version the later in the log wins. A fact of an order that is not closed counts nothing, and only says that the
 * member exists.
 *
 * A tombstone takes away the version it names; where that is the highest, the order is forgotten, whatever versions
 * came before: who erases an order removes all of its versions.
 */
export declare function payers(): Processor<PayersState>;
