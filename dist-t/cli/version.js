import { readFileSync } from 'node:fs';
import { z } from 'zod';
const manifest = z.object({ version: z.string() });
/** Of the package. */
export function version() {
    const up = import.meta.url.includes('/dist/') ? '../../' : '../';
    return manifest.parse(JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8'))).version;
}
//# sourceMappingURL=version.js.map