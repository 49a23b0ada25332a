import type { Counts } from './counts.ts';
export interface Request {
    readonly method: string;
    /** Below the twin's prefix, beginning with a slash. */
    readonly path: string;
    readonly query: URLSearchParams;
    /** Scheme, host and prefix, as the caller spelled them: what the twin's own links begin with. */
    readonly base: string;
    /** A header by its lower case name; undefined where it is missing. */
    readonly header: (name: string) => string | undefined;
    readonly body: string;
}
export interface Reply {
    readonly status: number;
    /** What the request is counted as, such as `GET /orders/{guid}`. */
    readonly route: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string | Buffer | AsyncIterable<string>;
    /** Cuts the connection in the middle of the body. */
    readonly torn?: boolean;
    readonly delay_ms?: number;
}
/** Answers what comes in below a prefix. */
export type Handler = (request: Request) => Reply | Promise<Reply>;
/** One HTTP server on loopback for all twins, each below a prefix of its own (`/toast`). */
export declare class Twins {
    private readonly server;
    private readonly handlers;
    private readonly counts;
    private readonly slow;
    constructor(handlers: ReadonlyMap<string, Handler>, counts: Counts);
    /** Listens on loopback; 0 for any free port. Resolves to the port; rejects with EADDRINUSE where it is taken. */
    listen(port: number): Promise<number>;
    /** Cuts every connection, the slow answers' too. */
    close(): Promise<void>;
    private answer;
    private wait;
}
export declare const JSON_TYPE = "application/json;charset=UTF-8";
export declare function json(route: string, status: number, value: unknown, headers?: Record<string, string>): Reply;
