import { type Examined } from './issues.ts';
import type { Problem } from './problems.ts';
/** What no single key can tell: keys that need or exclude each other, names that must differ. */
export declare function checkTogether(examined: Examined): Problem[];
