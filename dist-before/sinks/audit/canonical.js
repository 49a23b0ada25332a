import { isUnion } from '../../schemas/avro.js';
import { onlyOf } from '../../schemas/tables.js';
/**
 * The columns of a table in one form that both sides can be brought to, each in its own way: whole numbers for instants
 * (microseconds) and dates (days), base64 for bytes, JSON text for what is nested. What the sink does to get from a
 * record to a row is not used here, so that the audit does not repeat its mistakes.
 */
export function fromRow({ columns }) {
    return columns.map((column) => `${ofRow(column)} AS "${column.name}"`).join(', ');
}
/** Of `v`, a struct as `jsonStructure` describes it. */
export function fromRecord({ columns }) {
    return columns.map((column) => `${ofRecord(column)} AS "${column.name}"`).join(', ');
}
export function columnNames({ columns }) {
    return columns.map(({ name }) => `"${name}"`).join(', ');
}
function ofRow({ name, type }) {
    const column = `t."${name}"`;
    if (type === 'TIMESTAMPTZ')
        return `epoch_us(${column})`;
    if (type === 'DATE')
        return `(${column} - DATE '1970-01-01')`;
    if (type === 'BLOB')
        return `base64(${column})`;
    if (type === 'JSON')
        return `${column}::VARCHAR`;
    return isNested(type) ? `to_json(${column}::${plain(type)})::VARCHAR` : column;
}
function ofRecord({ name, type, field }) {
    const value = `v."${name}"`;
    if (type === 'TIMESTAMPTZ')
        return `(${value} * 1000)`;
    // A text that is no JSON is kept as a JSON string.
    if (field.json)
        return `CASE WHEN json_valid(${value}) THEN ${value} ELSE to_json(${value})::VARCHAR END`;
    return isNested(type) ? `to_json(${value}::${plain(type)})::VARCHAR` : value;
}
function isNested(type) {
    return type.startsWith('STRUCT') || type.endsWith('[]') || type.startsWith('MAP');
}
function plain(type) {
    return type.replaceAll('JSON', 'VARCHAR');
}
/** How a value of the topic looks as JSON, in the words of `from_json`. */
export function jsonStructure({ columns }) {
    return JSON.stringify(structureOf(columns.map(({ field }) => field)));
}
function structureOf(fields) {
    return Object.fromEntries(fields.map(({ name, type }) => [name, jsonType(type)]));
}
const primitives = {
    string: 'VARCHAR',
    bytes: 'VARCHAR',
    long: 'BIGINT',
    int: 'INTEGER',
    double: 'DOUBLE',
    boolean: 'BOOLEAN',
};
function jsonType(type) {
    if (isUnion(type))
        return jsonType(onlyOf(type));
    if (typeof type === 'string')
        return primitives[type];
    if (type.type === 'array')
        return [jsonType(type.items)];
    if (type.type === 'record')
        return structureOf(type.fields);
    if (type.type === 'map')
        throw new Error('no table has a map');
    return 'BIGINT';
}
/** A record's value as JSON, without what is no column, bytes as base64. */
export function jsonOfRecord({ columns }, value) {
    const plainValue = columns.map(({ name }) => {
        const one = value[name];
        return [name, one instanceof Uint8Array ? Buffer.from(one).toString('base64') : one];
    });
    return JSON.stringify(Object.fromEntries(plainValue));
}
//# sourceMappingURL=canonical.js.map