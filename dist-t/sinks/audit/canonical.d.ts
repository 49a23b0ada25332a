import { type StoredTable } from '../../schemas/tables.ts';
/**
 * The columns of a table in one form that both sides can be brought to, each in its own way: whole numbers for instants
 * (microseconds) and dates (days), base64 for bytes, JSON text for what is nested. What the sink does to get from a
 * record to a row is not used here, so that the audit does not repeat its mistakes.
 */
export declare function fromRow({ columns }: StoredTable): string;
/** Of `v`, a struct as `jsonStructure` describes it. */
export declare function fromRecord({ columns }: StoredTable): string;
export declare function columnNames({ columns }: StoredTable): string;
/** How a value of the topic looks as JSON, in the words of `from_json`. */
export declare function jsonStructure({ columns }: StoredTable): string;
/** A record's value as JSON, without what is no column, bytes as base64. */
export declare function jsonOfRecord({ columns }: StoredTable, value: Readonly<Record<string, unknown>>): string;
