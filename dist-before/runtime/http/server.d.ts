import { type FastifyInstance } from 'fastify';
import type { Log } from '../logging/log.ts';
/** Adds routes. What it registers on the instance that it is given stays with it (own body limits, own parsers). */
export type Routes = (app: FastifyInstance) => void | Promise<void>;
export interface ServerOptions {
    readonly host: string;
    readonly port: number;
    /** Whether the config names the port: then no other one will do. */
    readonly portNamed: boolean;
    readonly routes: readonly Routes[];
    readonly log: Log;
    /** What becomes of connections that are in use when it closes. Default: they may finish. */
    readonly connectionsAtClose?: 'finish' | 'cut';
}
export interface HttpServer {
    /** As a person would open it; `localhost` where it is bound to everything. */
    readonly url: string;
    readonly port: number;
    /** Answers what is under way, then closes. */
    close(): Promise<void>;
}
/** Every set of routes in a scope of its own, so that parsers and limits do not leak. Not listening yet. */
export declare function createApp(routes: readonly Routes[], log: Log, atClose?: 'finish' | 'cut'): Promise<FastifyInstance>;
/** A default port that is taken gives way to another one; failure `port_taken` for one that the config names. */
export declare function openHttp(options: ServerOptions): Promise<HttpServer>;
