/** What every upstream is given besides its config. */
export interface UpstreamDeps {
  readonly log: UpstreamLog;
  readonly metrics: CallMetrics;
  /** The wall's time, epoch milliseconds. */
  readonly now: () => number;
  /** How long a request may take in all. Default 30,000. */
  readonly timeout_ms?: number;
}

export interface UpstreamLog {
  info(message: string, details?: object): void;
}

export interface CallMetrics {
  /** One request; `status` is the HTTP status, or why there is none. */
  upstreamCall(upstream: string, status: number | string, duration_ms: number): void;
}
