import { Failure } from '../failures.js';
import { duckdbFailure } from './errors.js';
/** Table functions a reader may call: none of them touches a file, a setting or another's statement. */
const allowed = new Set([
    ...['range', 'generate_series', 'unnest', 'repeat', 'repeat_row', 'json_each', 'json_tree', 'summary'],
    ...['histogram', 'histogram_values', 'icu_calendar_names', 'pg_timezone_names', 'test_all_types'],
    ...['duckdb_columns', 'duckdb_constraints', 'duckdb_databases', 'duckdb_functions', 'duckdb_indexes'],
    ...['duckdb_keywords', 'duckdb_memory', 'duckdb_schemas', 'duckdb_settings', 'duckdb_tables', 'duckdb_types'],
    ...['duckdb_views', 'duckdb_sequences', 'pragma_database_size', 'pragma_show', 'pragma_storage_info'],
    ...['pragma_table_info', 'pragma_version'],
]);
/** Scalar functions with an effect outside of their result. */
const denied = new Set(['write_log', 'nextval', 'setseed']);
const LONGEST = 1_000_000;
const blank = String.raw `(?:\s|--[^\n]*(?:\n|$)|/\*[\s\S]*?\*/)*`;
const explain = new RegExp(String.raw `^${blank}explain\b(\s+analyze\b)?`, 'i');
/**
 * The one statement in `sql`, if it is a SELECT (or FROM, VALUES, TABLE, WITH, SHOW, DESCRIBE, SUMMARIZE; with or
 * without EXPLAIN) that calls nothing with an effect. Judged by DuckDB's own parse of it, not by its words.
 *
 * Throws a Failure: `refused` for anything else, `invalid_sql` for what does not parse.
 */
export async function admitted(connection, sql) {
    if (sql.length > LONGEST)
        throw refused('it is longer than 1,000,000 characters');
    const prefix = explain.exec(sql);
    const inner = prefix === null ? sql : sql.slice(prefix[0].length);
    judge(await parsed(connection, inner));
    if (prefix === null)
        return inner;
    return `EXPLAIN ${prefix[1] === undefined ? '' : 'ANALYZE '}${inner}`;
}
async function parsed(connection, sql) {
    try {
        const result = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
        return JSON.parse(String(result.getRows()[0]?.[0]));
    }
    catch (error) {
        throw duckdbFailure(error);
    }
}
function judge(parse) {
    if (!isObject(parse))
        throw refused('it could not be parsed');
    if (parse.error === true) {
        if (parse.error_type === 'not implemented')
            throw refused('only SELECT, SHOW, DESCRIBE, SUMMARIZE and EXPLAIN are');
        throw new Failure('poison', 'invalid_sql', { message: `Parser Error: ${String(parse.error_message)}` });
    }
    const statements = Array.isArray(parse.statements) ? parse.statements : [];
    if (statements.length !== 1)
        throw refused('one statement at a time');
    visit(statements);
}
function visit(node) {
    if (Array.isArray(node))
        node.forEach(visit);
    if (!isObject(node))
        return;
    if (node.type === 'TABLE_FUNCTION' && !allowed.has(nameOf(node.function))) {
        throw refused(`the table function ${nameOf(node.function)} is not for readers`);
    }
    if (node.class === 'FUNCTION' && denied.has(nameOf(node)))
        throw refused(`${nameOf(node)} has an effect`);
    if (node.type === 'BASE_TABLE' && /[./\\:*?]/.test(String(node.table_name)))
        throw refused('files cannot be read');
    Object.values(node).forEach(visit);
}
function nameOf(node) {
    return isObject(node) ? String(node.function_name).toLowerCase() : '';
}
function refused(why) {
    return new Failure('poison', 'refused', { message: `refused: ${why}` });
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
//# sourceMappingURL=guard.js.map