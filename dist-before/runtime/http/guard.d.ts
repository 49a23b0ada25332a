import type { FastifyReply, FastifyRequest } from 'fastify';
/** Without a token for those who are on this machine: see {@link Guard}. */
export interface GuardOptions {
    /** As bound. */
    readonly host: string;
    readonly token: string;
}
/**
 * Who may see the dashboard and `/api`. Bound to loopback and asked by a loopback name: everybody. Else (bound to more,
 * or reached through a proxy, a tunnel or a rebound name): who has the token, as `Authorization: Bearer …`, or as
 * `?token=…`, which becomes a cookie.
 */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
export declare function guard({ host, token }: GuardOptions): Guard;
export declare function isLoopback(host: string): boolean;
/** In constant time, whatever the lengths. */
export declare function sameText(a: string, b: string): boolean;
export declare function bearerOf(request: FastifyRequest): string | undefined;
