import type { Check } from '../../upstreams/types.ts';
/** One thing looked at: what it is and what was found, and the mend where it is not as it should be. */
export type { Check };
export declare function fine(what: string): Check;
export declare function wrong(what: string, mend: string): Check;
/** The checks that `look` makes, or one about it not ending. Never throws. */
export declare function looked(what: string, look: () => Promise<readonly Check[]>): Promise<readonly Check[]>;
