import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repoRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Broker and registry are fetched once, for all tests and for `npm start` in this checkout. */
export const cacheDir = process.env.REGULARS_CACHE_DIR ?? join(repoRoot, '.regulars', 'cache');
