import type { SandboxClock } from '../clock.ts';
import type { Counts } from '../counts.ts';
import { Faults } from '../faults.ts';
import { type Reply, type Request } from '../http.ts';
import type { Settings } from '../options.ts';
import type { World } from '../world/world.ts';
import { type ToastFault } from './faults.ts';
/** The Toast API over the world: login, ordersBulk, one order. */
export declare class ToastTwin {
    readonly faults: Faults<ToastFault>;
    private readonly world;
    private readonly clock;
    private readonly login;
    private readonly limits;
    private readonly bulkLimits;
    private readonly snapshots;
    private poisons;
    constructor(world: World, clock: SandboxClock, counts: Counts, settings: Settings);
    /** The oldest moment that a page may still be cut from. */
    oldest_ms(): number;
    answer(request: Request): Reply;
    /** The venue that the request may see, else why not. */
    private opened;
    private allowance;
    private failure;
    private strained;
    private bulk;
    /** All pages of one window are cut from the same moment, that of its first page (ASSUMPTION; `drift` ends it). */
    private asOf;
    private shift;
    private odd;
    private one;
}
