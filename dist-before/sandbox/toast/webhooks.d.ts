import type { SandboxClock } from '../clock.ts';
import type { Counts } from '../counts.ts';
import type { Faults } from '../faults.ts';
import type { WebhookTarget } from '../options.ts';
import type { World } from '../world/world.ts';
import type { ToastFault } from './faults.ts';
/**
 * Sends `order_updated` for every change from now on, on create too: the order as it stood at that change, without
 * names and addresses. The signature's `timestamp` is the wall's; dates inside the order are the sandbox's.
 */
export declare class ToastWebhooks {
    private readonly world;
    private readonly clock;
    private readonly faults;
    private readonly secret;
    private readonly deliveries;
    private readonly timer;
    private held;
    private sent_to_ms;
    constructor({ world, clock, faults, counts }: {
        world: World;
        clock: SandboxClock;
        faults: Faults<ToastFault>;
        counts: Counts;
    }, { url, secret }: WebhookTarget, retryScale: number);
    /** Up to which moment changes have been handed over. */
    position_ms(): number;
    outstanding(): number;
    close(): void;
    private sendNew;
    private announce;
    private release;
    /** The same bytes at each attempt: Toast repeats the message, its timestamp included. */
    private message;
    private envelope;
}
