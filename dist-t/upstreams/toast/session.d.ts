import type { TokenFile } from './token-file.ts';
export interface SessionOptions {
    readonly file: TokenFile;
    /** POST /authentication/v1/authentication/login → its parsed answer. */
    readonly login: () => Promise<unknown>;
    /** The wall's time. */
    readonly now: () => number;
}
/**
 * The access token of one API client, shared by all processes of a data directory and kept over restarts. Never asks
 * for more than two tokens in any hour, failed requests included; who would need a third gets a Failure `retry` that
 * says when.
 */
export declare class Session {
    private readonly options;
    private known;
    private under_way;
    constructor(options: SessionOptions);
    /** A token that is good by its date. */
    token(): Promise<string>;
    /** A token other than this one, which Toast refused. */
    renewed(refused: string): Promise<string>;
    /** However many callers ask at once, one login. */
    private alone;
    private fetched;
    /** What this or another process was given before. */
    private look;
    private login;
    private asked;
    private isGood;
}
