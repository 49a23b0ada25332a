import { z } from 'zod';
import type { Json } from '../../runtime/duckdb/values.ts';

export interface Column {
  readonly name: string;
  readonly type: string;
}

export type Row = readonly Json[];

/** Takes a result as it comes: first its columns, then its rows, then its end. */
export interface ResultWriter {
  columns(columns: readonly Column[]): void;
  rows(rows: readonly Row[]): void;
  end(): void;
}

export const formats = ['table', 'csv', 'json'] as const;
export type Format = (typeof formats)[number];

/** What passes between a running pipeline and who asks it. */
export const asked = z.object({ sql: z.string(), timeout_ms: z.number().positive() });
const column = z.object({ name: z.string(), type: z.string() });
// Rows come from `query` of the running pipeline, as JSON already; they are many, so only their frame is looked at.
const rows = z.custom<readonly Row[]>((value) => Array.isArray(value));
export const piece = z.union([z.object({ columns: z.array(column) }), z.object({ rows })]);
