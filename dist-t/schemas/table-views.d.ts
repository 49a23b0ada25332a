/** A table as the outside sees it. */
export interface TableView {
    readonly name: string;
    /** What tells its rows apart; empty: rows may be equal. */
    readonly key: readonly string[];
    readonly doc: string;
    readonly columns: readonly ViewColumn[];
    readonly sql: string;
    /** How many rows it has, as a scalar that costs little however many they are; null: it is a report, asked for alone. */
    readonly count: string | null;
}
export interface ViewColumn {
    readonly name: string;
    readonly type: string;
    readonly doc: string;
}
/** Every table that the outside relies on, in the order of the contract. */
export declare const tableViews: readonly TableView[];
/** Creates or replaces the views, comments included. Statements, in order. */
export declare function viewsDdl(views?: readonly TableView[]): string[];
