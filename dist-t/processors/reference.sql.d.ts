import { type SpendSettings } from './settings.ts';
/**
 * The numbers of spend and loyalty as plain SQL (DuckDB): the slow, obvious way to compute them, which the processors
 * must agree with. Read by the tests and by `audit`. No I/O here: strings only.
 *
 * `orders` names a relation with one row an order (its highest version): order_id, venue_id, closed_at TIMESTAMPTZ,
 * business_date DATE, currency, state. `order_checks` one with a row for each check that is not voided or deleted:
 * order_id, guest_id (NULL: no known guest), net_minor, covers (those that count, never NULL).
 */
export interface ReferenceInputs {
    readonly orders: string;
    readonly order_checks: string;
}
/** Rows of guest_spend_history: all its columns but the parts; as_of in ms since 1970, business_date a DATE. */
export declare function historySql(inputs: ReferenceInputs, settings: SpendSettings): string;
/** Rows of guest_spend once the tick `tick_ms` has been delivered (null: none yet); as_of in ms since 1970. */
export declare function spendSql(inputs: ReferenceInputs, settings: SpendSettings, tick_ms: number | null): string;
/** Rows of loyalty_changes; changed_at in ms since 1970. */
export declare function loyaltySql(inputs: ReferenceInputs, settings: SpendSettings): string;
