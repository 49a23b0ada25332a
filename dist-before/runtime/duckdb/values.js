import { DuckDBArrayType, DuckDBArrayValue, DuckDBDateValue, DuckDBDecimalValue, DuckDBListType, DuckDBListValue, DuckDBMapType, DuckDBMapValue, DuckDBStructType, DuckDBStructValue, DuckDBTimestampMillisecondsValue, DuckDBTimestampNanosecondsValue, DuckDBTimestampSecondsValue, DuckDBTimestampTZValue, DuckDBTimestampValue, DuckDBUnionType, DuckDBUnionValue, DuckDBVariantValue, } from '@duckdb/node-api';
/**
 * A value as `query` shows it: integers of any width and DECIMAL as a number, but integers beyond 2^53 as a string;
 * DATE as YYYY-MM-DD; TIMESTAMPTZ as ISO-8601 in UTC with `Z`, TIMESTAMP the same without; JSON, lists, structs and
 * maps with text keys as JSON, other maps as [{key, value}]. Anything else is the text DuckDB gives.
 */
export function jsonOf(value, type) {
    if (value === null || typeof value === 'boolean')
        return value;
    if (typeof value === 'number')
        return Number.isFinite(value) ? value : String(value);
    if (typeof value === 'bigint')
        return integerOf(value);
    if (typeof value === 'string')
        return type.alias === 'JSON' ? parsed(value) : value;
    return instantOf(value) ?? nestedOf(value, type) ?? scalarOf(value);
}
function integerOf(value) {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return text;
    }
}
function scalarOf(value) {
    if (value instanceof DuckDBDecimalValue)
        return Number(value.toString());
    return value.toString();
}
function nestedOf(value, type) {
    if (value instanceof DuckDBListValue && type instanceof DuckDBListType) {
        return value.items.map((item) => jsonOf(item, type.valueType));
    }
    if (value instanceof DuckDBArrayValue && type instanceof DuckDBArrayType) {
        return value.items.map((item) => jsonOf(item, type.valueType));
    }
    if (value instanceof DuckDBStructValue && type instanceof DuckDBStructType) {
        const entries = type.entryNames.map((name, i) => [name, jsonOf(value.entries[name] ?? null, type.entryTypes[i])]);
        return Object.fromEntries(entries);
    }
    if (value instanceof DuckDBMapValue && type instanceof DuckDBMapType)
        return mapOf(value, type);
    if (value instanceof DuckDBUnionValue && type instanceof DuckDBUnionType) {
        return jsonOf(value.value, type.memberTypeForTag(value.tag));
    }
    if (value instanceof DuckDBVariantValue && value.type !== undefined)
        return jsonOf(value.value, value.type);
    return undefined;
}
function mapOf({ entries }, type) {
    const pairs = entries.map(({ key, value }) => ({
        key: jsonOf(key, type.keyType),
        value: jsonOf(value, type.valueType),
    }));
    if (!pairs.every(({ key }) => typeof key === 'string'))
        return pairs;
    return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
}
function instantOf(value) {
    if (value instanceof DuckDBDateValue)
        return value.isFinite ? dayOf(value.days) : value.toString();
    const micros = microsOf(value);
    if (micros === undefined)
        return undefined;
    if (micros === 'infinite')
        return String(value);
    const zone = value instanceof DuckDBTimestampTZValue ? 'Z' : '';
    const ms = micros / 1000n - (micros % 1000n < 0n ? 1n : 0n);
    const rest = micros - ms * 1000n;
    const text = new Date(Number(ms)).toISOString().slice(0, -1);
    return `${text}${rest === 0n ? '' : String(rest).padStart(3, '0')}${zone}`;
}
/** Microseconds since 1970 that JavaScript's calendar can tell; nanoseconds are cut. */
function microsOf(value) {
    let micros;
    if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue)
        micros = value.micros;
    else if (value instanceof DuckDBTimestampMillisecondsValue)
        micros = value.millis * 1000n;
    else if (value instanceof DuckDBTimestampSecondsValue)
        micros = value.seconds * 1000000n;
    else if (value instanceof DuckDBTimestampNanosecondsValue)
        micros = value.nanos / 1000n;
    else
        return undefined;
    const LAST = 8640000000000000000n;
    return micros > -LAST && micros < LAST ? micros : 'infinite';
}
function dayOf(days) {
    const ms = days * 86_400_000;
    return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString().slice(0, -14) : String(days);
}
//# sourceMappingURL=values.js.map