import type { Broker } from 'kafkajs-internals';
/** A request of our own. */
export interface OwnRequest<T> {
    readonly apiKey: number;
    readonly apiVersion: number;
    readonly apiName: string;
    readonly timeout_ms: number;
    /** The most bytes that `write` writes. */
    readonly bound: number;
    /** Writes the body from `at` on; returns where it ends. */
    write(bytes: Buffer, at: number): number;
    read(payload: Buffer): Answer<T>;
}
export interface Answer<T> {
    /** For so long the broker wants to hear nothing more on this connection. */
    readonly throttle_ms: number;
    readonly value: T;
}
/**
 * Sends over kafkajs' connection and its queue (timeouts, throttling, the connection's errors), without its encoder,
 * which copies a request twice. Throws kafkajs' errors.
 */
export declare function send<T>(broker: Broker, request: OwnRequest<T>): Promise<T>;
