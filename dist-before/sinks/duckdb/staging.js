import { randomUUID } from 'node:crypto';
import { isUnion } from '../../schemas/avro.js';
import { KEY_COLUMN, onlyOf } from '../../schemas/tables.js';
/**
 * Rows travel into DuckDB as one JSON text a batch, which it parses beside the main thread: half the cost there of
 * filling data chunks value by value. `$1` is the text, `$2` what separates its rows; a row is a Change.
 */
export function stageSql(table) {
    const structure = { k: 'VARCHAR', g: 'BOOLEAN', v: structureOf(table.columns.map(({ field }) => field)) };
    return `INSERT INTO ${stageOf(table)}
    SELECT md5_number(r.k), r.g, ${table.columns.map(columnSql).join(', ')}
      FROM (SELECT from_json(row, '${JSON.stringify(structure)}') AS r FROM (SELECT unnest(string_split($1, $2)) AS row))`;
}
export function stageOf(table) {
    return `temp."stage_${table.name}"`;
}
export function stageDdl(table) {
    const columns = table.columns.map(({ name, type }) => `"${name}" ${type}`);
    return `CREATE TEMP TABLE "stage_${table.name}" (${KEY_COLUMN} UHUGEINT, _gone BOOLEAN, ${columns.join(', ')})`;
}
/** As `from_json` takes it: how the values look in JSON, before they get their column's type. */
function structureOf(fields) {
    return Object.fromEntries(fields.map(({ name, type }) => [name, jsonType(type)]));
}
function jsonType(type) {
    if (isUnion(type))
        return jsonType(onlyOf(type));
    if (typeof type === 'string')
        return jsonPrimitives[type];
    if (type.type === 'array')
        return [jsonType(type.items)];
    if (type.type === 'record')
        return structureOf(type.fields);
    if (type.type === 'map')
        throw new Error('no table has a map');
    return 'BIGINT';
}
const jsonPrimitives = {
    string: 'VARCHAR',
    bytes: 'VARCHAR',
    long: 'BIGINT',
    int: 'INTEGER',
    double: 'DOUBLE',
    boolean: 'BOOLEAN',
};
function columnSql({ name, type, field }) {
    const value = `r.v."${name}"`;
    // What no JSON parser takes (a lone surrogate in it, say) stays, as a JSON string.
    if (field.json)
        return `CASE WHEN ${value} IS NULL OR json_valid(${value}) THEN ${value} ELSE to_json(${value}) END`;
    switch (type) {
        case 'TIMESTAMPTZ':
            return `make_timestamptz(${value} * 1000)`;
        case 'DATE':
            return `DATE '1970-01-01' + ${value}::INTEGER`;
        case 'BLOB':
            return `from_base64(${value})`;
        default:
            return type.includes('JSON') ? `${value}::${type}` : value;
    }
}
/** Whether values of the table hold bytes, which JSON cannot. */
export function bytesColumns(table) {
    return table.columns.filter(({ type }) => type === 'BLOB').map(({ name }) => name);
}
/** Values as `string_split` takes them apart: JSON written in one go, with a separator between that nobody can know. */
export function asRows(values) {
    const separator = randomUUID();
    const parts = [];
    for (const value of values)
        parts.push(value, separator);
    parts.pop();
    return [JSON.stringify(parts).slice(1, -1), `,"${separator}",`];
}
//# sourceMappingURL=staging.js.map