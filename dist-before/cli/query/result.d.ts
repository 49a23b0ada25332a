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
export declare const formats: readonly ['table', 'csv', 'json'];
export type Format = (typeof formats)[number];
/** What passes between a running pipeline and who asks it. */
export declare const asked: z.ZodObject<{
    sql: z.ZodString;
    timeout_ms: z.ZodNumber;
}, z.core.$strip>;
export declare const piece: z.ZodUnion<readonly [z.ZodObject<{
    columns: z.ZodArray<z.ZodObject<{
        name: z.ZodString;
        type: z.ZodString;
    }, z.core.$strip>>;
}, z.core.$strip>, z.ZodObject<{
    rows: z.ZodCustom<readonly Row[], readonly Row[]>;
}, z.core.$strip>]>;
