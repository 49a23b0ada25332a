import { UsageProblems } from '../../runtime/config/problems.js';
import { Failure } from '../../runtime/failures.js';
import { asked } from './result.js';
/** Asks a warehouse that this process has open. UsageProblems for SQL that is wrong or not for readers. */
export async function answerQuestion(queries, { sql, timeout_ms, signal }, to) {
    try {
        const { columns, batches } = await queries.query(sql, { timeout_ms, signal });
        to.columns(columns);
        for await (const rows of batches)
            await to.rows(rows);
    }
    catch (error) {
        throw asUsage(error, sql);
    }
}
/** What is wrong with the question, and not with the answer. */
const askedWrongly = new Set(['refused', 'invalid_sql']);
function asUsage(error, sql) {
    if (!(error instanceof Failure) || !askedWrongly.has(error.reason))
        return error;
    const shown = sql.trim().replaceAll(/\s+/g, ' ');
    const value = `${JSON.stringify(shown.length <= 100 ? shown : `${shown.slice(0, 99)}…`)} (${error.message.replaceAll(/\s*\n\s*/g, ' ')})`;
    return new UsageProblems([
        { key: 'SQL', value, legal: 'one statement that reads: SELECT, SHOW, DESCRIBE, SUMMARIZE, EXPLAIN' },
    ]);
}
/** `query` as other processes ask for it. Columns first, then rows, none faster than they are taken. */
export function queryControl(queries) {
    return async (input, signal, emit) => {
        const { sql, timeout_ms } = asked.parse(input);
        // What is emitted first is sent first, so the columns need no waiting for.
        const columns = (head) => void emit({ columns: head }).catch(() => { });
        await answerQuestion(queries(), { sql, timeout_ms, signal }, { columns, rows: (rows) => emit({ rows }) });
    };
}
//# sourceMappingURL=serve.js.map