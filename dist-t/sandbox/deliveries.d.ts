import type { Counts } from './counts.ts';
/** A webhook on its way. Made anew for each attempt, so that nothing but its cause waits in memory. */
export interface Message {
    /** The same message each time, but for what says which attempt (from 1) this is. */
    readonly write: (attempt: number) => {
        readonly headers: Readonly<Record<string, string>>;
        readonly body: Buffer;
    };
}
export interface DeliveryRules {
    readonly url: string;
    /** What the counts begin with, such as `toast.webhooks`. */
    readonly name: string;
    readonly timeout_ms: number;
    /** How long after a failed attempt the next one comes; after the last of them the message is abandoned. */
    readonly retries_ms: readonly number[];
    /** Whether a status deserves another attempt. No answer at all does. */
    readonly retryable: (status: number) => boolean;
    readonly concurrency: number;
    /** So many messages may wait; one more is abandoned at once. */
    readonly capacity: number;
}
/** Sends webhooks to one address by its vendor's rules. At least once, in no promised order, with bounded memory. */
export declare class Deliveries {
    private readonly rules;
    private readonly counts;
    private readonly agent;
    private readonly later;
    private ready;
    private underway;
    private closed;
    constructor(rules: DeliveryRules, counts: Counts);
    /** Queues a message, to go out after `after_ms`. Abandons it where too many wait already. */
    send(message: Message, after_ms?: number): void;
    /** How many are queued, waiting for another attempt, or on the wire. */
    outstanding(): number;
    /** Drops what is outstanding, as a sender that is switched off does. */
    close(): void;
    private queue;
    private fill;
    private attempt;
    private again;
    /** The answer's status; null where there was none in time. */
    private post;
    private count;
}
