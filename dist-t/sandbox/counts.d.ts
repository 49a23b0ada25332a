/** What happened since the start, for tests and for `GET /sandbox/counts`. Bounded: one number per route and status. */
export declare class Counts {
    private readonly requests;
    private readonly tallies;
    request(twin: string, route: string, status: number): void;
    /** Counts one more of something, such as `toast.logins`. */
    tally(what: string, by?: number): void;
    tallied(what: string): number;
    toJSON(): {
        requests: Record<string, Record<string, Record<string, number>>>;
    };
}
