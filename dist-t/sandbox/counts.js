/** What happened since the start, for tests and for `GET /sandbox/counts`. Bounded: one number per route and status. */
export class Counts {
    requests = {};
    tallies = {};
    request(twin, route, status) {
        if (twin === 'sandbox')
            return;
        this.requests[twin] ??= {};
        this.requests[twin][route] ??= {};
        this.requests[twin][route][status] = (this.requests[twin][route][status] ?? 0) + 1;
    }
    /** Counts one more of something, such as `toast.logins`. */
    tally(what, by = 1) {
        this.tallies[what] = (this.tallies[what] ?? 0) + by;
    }
    tallied(what) {
        return this.tallies[what] ?? 0;
    }
    toJSON() {
        return { requests: this.requests, ...this.tallies };
    }
}
//# sourceMappingURL=counts.js.map