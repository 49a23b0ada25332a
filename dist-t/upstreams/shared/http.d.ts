import type { Failure } from '../../runtime/failures.ts';
export interface HttpOptions {
    /** Scheme, host and port, and a path that every request's path is put behind. Without a trailing slash. */
    readonly baseUrl: string;
    /** Connections at most. */
    readonly connections: number;
    readonly connect_timeout_ms: number;
    /** Of a whole request, from sending it to the last byte of its answer. */
    readonly timeout_ms: number;
    /** The wall's time. */
    readonly now: () => number;
    /** One request is over; `status` is the HTTP status, or the reason why there is none. */
    readonly called: (status: number | string, duration_ms: number) => void;
}
export interface HttpRequest {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
    /** With its query, as it goes on the wire. */
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Sent as JSON. */
    readonly json?: unknown;
    /** Largest answer that is taken, bytes. */
    readonly max_bytes: number;
    readonly signal?: AbortSignal;
}
export interface HttpAnswer {
    readonly status: number;
    /** Lower-case names; several of one name joined by ", ". */
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: Buffer;
}
/**
 * HTTP to one upstream, over connections that are kept. Follows no redirect, retries nothing: what to do about a
 * failure is the caller's, told by the {@link Failure} it gets. No body, header or query gets into an error's text.
 */
export declare class Http {
    private readonly agent;
    private readonly options;
    constructor(options: HttpOptions);
    /** The answer whatever its status. Throws a Failure where there is none, the signal's reason where that aborted. */
    send(request: HttpRequest): Promise<HttpAnswer>;
    /** The parsed body of a 2xx; a Failure for every other status, and where it is no JSON. */
    json(request: HttpRequest): Promise<{
        readonly json: unknown;
        readonly answer: HttpAnswer;
    }>;
    /** The body as JSON; a Failure `retry` where it is none. */
    parsed(request: HttpRequest, { body }: HttpAnswer): unknown;
    /** What to do about the answer's status; null for 2xx. */
    failureOf(request: HttpRequest, answer: HttpAnswer): Failure | null;
    close(): Promise<void>;
    private dispatchOf;
}
