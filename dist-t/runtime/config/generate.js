/**
 * Writes what is generated from the schema of the config: the JSON Schema that ships with the package and the
 * reference. `node dist/runtime/config/generate.js [--check]`; with --check nothing is written and a stale file is
 * exit 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderJsonSchema } from './json-schema.js';
import { renderReference } from './reference.js';
/** Path from the root of the repository → text. */
export function render() {
    return new Map([
        ['runtime/config/regulars.schema.json', renderJsonSchema()],
        ['docs/config.md', renderReference()],
    ]);
}
function textOf(path) {
    try {
        return readFileSync(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
function main() {
    const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url));
    const check = process.argv.includes('--check');
    for (const [file, text] of render()) {
        if (!check)
            writeFileSync(`${root}${file}`, text);
        else if (textOf(`${root}${file}`) !== text) {
            console.error(`${file} is stale: npm run generate`);
            process.exitCode = 1;
        }
    }
}
if (process.argv[1] === fileURLToPath(import.meta.url))
    main();
//# sourceMappingURL=generate.js.map