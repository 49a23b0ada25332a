import type { Queries } from '../../runtime/duckdb/query.ts';
import type { ControlCommand } from '../../runtime/http/control.ts';
import { type ResultWriter } from './result.ts';
export interface Question {
    readonly sql: string;
    readonly timeout_ms: number;
    readonly signal: AbortSignal;
}
/** Asks a warehouse that this process has open. UsageProblems for SQL that is wrong or not for readers. */
export declare function answerQuestion(queries: Pick<Queries, 'query'>, { sql, timeout_ms, signal }: Question, to: Pick<ResultWriter, 'columns'> & {
    rows(rows: Parameters<ResultWriter['rows']>[0]): void | Promise<void>;
}): Promise<void>;
/** `query` as other processes ask for it. Columns first, then rows, none faster than they are taken. */
export declare function queryControl(queries: () => Pick<Queries, 'query'>): ControlCommand;
