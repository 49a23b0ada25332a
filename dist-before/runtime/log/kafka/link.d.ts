import type { Broker } from 'kafkajs-internals';
import { type ClusterConfig } from './cluster.ts';
export type { ClusterConfig } from './cluster.ts';
/** What a coordinator is asked about. */
export type CoordinatorOf = 'group' | 'transaction';
export interface Patience {
    /** What is being done, for the error's text. */
    readonly doing: string;
    /** For how long a failed attempt is followed by another; Infinity: until the signal aborts. */
    readonly within_ms: number;
    readonly signal?: AbortSignal;
}
export interface FailedAttempt {
    readonly doing: string;
    /** Made so far, this one included. */
    readonly attempts: number;
    readonly signal?: AbortSignal;
}
/**
 * Connections of one role to the cluster. Requests on a broker's connection are answered one after the other, so who
 * must not wait for another has a link of its own. After a connection error everything is connected afresh, since
 * kafkajs keeps half-read answers over a reconnect of the same connection.
 */
export declare class Link {
    #private;
    constructor(config: ClusterConfig);
    /** The broker that leads the partition; topic as Kafka knows it. */
    leader(topic: string, partition: number): Promise<Broker>;
    coordinator(of: CoordinatorOf, id: string): Promise<Broker>;
    /** A broker by its id, as told by {@link leader}. */
    broker(nodeId: Broker['nodeId']): Promise<Broker>;
    /** One that answers. */
    any(): Promise<Broker>;
    /**
     * Makes attempts until one succeeds, the error says that another cannot help, or the time is up. Throws a Failure.
     */
    persist<T>({ doing, within_ms, signal }: Patience, attempt: () => Promise<T>): Promise<T>;
    /** Makes another attempt worth while; throws a Failure where none can help. True: an operator was told. */
    heal(error: unknown, { doing, attempts, signal }: FailedAttempt): Promise<boolean>;
    /** For good, and at once: what awaits an answer gets an error. */
    close(): Promise<void>;
}
/** Ends early when aborted. */
export declare function pause(ms: number, signal?: AbortSignal): Promise<void>;
