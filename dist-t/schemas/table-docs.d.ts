import { type TableView } from './table-views.ts';
/** The text of docs/tables.md. */
export declare function renderTables(views?: readonly TableView[]): string;
