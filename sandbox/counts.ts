/** What happened since the start, for tests and for `GET /sandbox/counts`. Bounded: one number per route and status. */
export class Counts {
  private readonly requests: Record<string, Record<string, Record<string, number>>> = {};
  private readonly tallies: Record<string, number> = {};

  request(twin: string, route: string, status: number): void {
    if (twin === 'sandbox') return;
    this.requests[twin] ??= {};
    this.requests[twin][route] ??= {};
    this.requests[twin][route][status] = (this.requests[twin][route][status] ?? 0) + 1;
  }

  /** Counts one more of something, such as `toast.logins`. */
  tally(what: string, by = 1): void {
    this.tallies[what] = (this.tallies[what] ?? 0) + by;
  }

  tallied(what: string): number {
    return this.tallies[what] ?? 0;
  }

  toJSON() {
    return { requests: this.requests, ...this.tallies };
  }
}
