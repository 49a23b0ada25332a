import type { Json } from '../../runtime/duckdb/values.ts';
export declare function shownValue(column: string, value: Json): string | null;
export declare function shownKey(columns: readonly string[], row: Readonly<Record<string, Json>>): string;
