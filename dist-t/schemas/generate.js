/**
 * Writes `schemas/generated/` from `schemas/*.avsc`: the schemas as values and their TypeScript types.
 * `node schemas/generate.js [--check]`; with --check nothing is written and a stale file is exit 1.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isUnion } from './avro.js';
const banner = '// Generated from schemas/*.avsc by schemas/generate.ts. Do not edit.\n';
/** File name (without .avsc) → schema, in the order of the names. */
export function readSchemas(folder) {
    const files = readdirSync(folder)
        .filter((file) => file.endsWith('.avsc'))
        .sort();
    // A schema file holds a JSON object by construction; the freshness test compiles every one of them.
    const parse = (file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
    return new Map(files.map((file) => [file.replace('.avsc', ''), parse(file)]));
}
export function renderSchemas(schemas) {
    const entries = [...schemas].map(([name, schema]) => `  ${name}: ${JSON.stringify(schema)},\n`);
    const names = [...schemas.keys()].map((name) => `\n  | '${name}'`);
    return `${banner}import type { AvroRecord } from '../avro.ts';\n\nexport type SchemaName =${names.join('')};\n\nexport const schemas: Readonly<Record<SchemaName, AvroRecord>> = {\n${entries.join('')}};\n`;
}
export function renderTypes(schemas) {
    const records = [...schemas.values()].flatMap(recordsOf);
    return `${banner}\n${records.map(renderRecord).join('\n')}`;
}
/** The record and those nested in it, inner ones first. */
function recordsOf(schema) {
    if (typeof schema === 'string')
        return [];
    if (isUnion(schema))
        return schema.flatMap(recordsOf);
    if (schema.type === 'array')
        return recordsOf(schema.items);
    if (schema.type !== 'record')
        return [];
    return [...schema.fields.flatMap((field) => recordsOf(field.type)), schema];
}
function renderRecord(record) {
    const fields = record.fields.map((f) => `  /** ${f.doc} */\n  readonly ${f.name}: ${typeOf(f.type)};\n`);
    return `/** ${record.doc} */\nexport interface ${record.name} {\n${fields.join('')}}\n`;
}
const primitives = {
    null: 'null',
    string: 'string',
    long: 'number',
    int: 'number',
    double: 'number',
    boolean: 'boolean',
    bytes: 'Buffer',
};
function typeOf(type) {
    if (typeof type === 'string') {
        const known = primitives[type];
        if (known === undefined)
            throw new Error(`no TypeScript type for the Avro type ${type}`);
        return known;
    }
    if (isUnion(type))
        return type.map(typeOf).sort(nullLast).join(' | ');
    if (type.type === 'record')
        return type.name;
    if (type.type === 'array')
        return `readonly ${typeOf(type.items)}[]`;
    if (type.type === 'map')
        return `{ readonly [key: string]: ${typeOf(type.values)} }`;
    return typeOf(type.type);
}
function nullLast(a, b) {
    return Number(a === 'null') - Number(b === 'null');
}
export function render(folder) {
    const schemas = readSchemas(folder);
    return new Map([
        ['generated/schemas.ts', renderSchemas(schemas)],
        ['generated/types.ts', renderTypes(schemas)],
    ]);
}
function main() {
    const folder = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../schemas' : '.', import.meta.url));
    const check = process.argv.includes('--check');
    for (const [file, text] of render(folder)) {
        const path = `${folder}/${file}`;
        if (!check)
            writeFileSync(path, text);
        else if (readFileSync(path, 'utf8') !== text) {
            console.error(`schemas/${file} is stale: npm run generate`);
            process.exitCode = 1;
        }
    }
}
if (process.argv[1] === fileURLToPath(import.meta.url))
    main();
//# sourceMappingURL=generate.js.map