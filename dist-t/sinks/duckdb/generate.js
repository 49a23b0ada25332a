/**
 * Writes `docs/tables.md`. `node sinks/duckdb/generate.js [--check]`; with --check nothing is written and a stale file
 * is exit 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderTables } from '../../schemas/table-docs.js';
function main() {
    const up = import.meta.url.includes('/dist/') ? '../../../' : '../../';
    const path = fileURLToPath(new URL(`${up}docs/tables.md`, import.meta.url));
    const text = renderTables();
    if (!process.argv.includes('--check'))
        writeFileSync(path, text);
    else if (readFileSync(path, 'utf8') !== text) {
        console.error('docs/tables.md is stale: npm run generate');
        process.exitCode = 1;
    }
}
if (process.argv[1] === fileURLToPath(import.meta.url))
    main();
//# sourceMappingURL=generate.js.map