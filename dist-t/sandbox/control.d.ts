import type { SandboxClock } from './clock.ts';
import type { Counts } from './counts.ts';
import type { Faults } from './faults.ts';
import { type Reply, type Request } from './http.ts';
/** What `/sandbox/…` needs to know of a twin. */
export interface Controlled {
    readonly faults: Pick<Faults<never>, 'set' | 'toJSON'>;
    /** Every order's truth as of a moment, lazily. `venue`: only that one's. */
    readonly truths: (at_ms: number, venue: string | null) => Iterable<unknown>;
}
/** The endpoints that belong to no vendor: the clock, the truth, the faults, the counts. */
export declare class Control {
    private readonly clock;
    private readonly counts;
    private readonly twins;
    constructor(clock: SandboxClock, counts: Counts, twins: Readonly<Record<string, Controlled>>);
    answer(request: Request): Reply;
    private time;
    private faults;
    /** `{"toast": {"server_error": {"count": 1}}}`: in place of all faults of the twins it names. */
    private switchFaults;
    /** JSON lines of all orders as of `at_ms` (now, unless given), which the header `sandbox-at-ms` repeats. */
    private truth;
}
