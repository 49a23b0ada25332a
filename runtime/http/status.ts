/** What the dashboard, `/api/status` and the progress lines show. JSON as it stands; instants are ISO-8601 UTC. */
export interface Status {
  readonly at: string;
  readonly started_at: string;
  /** `demo`, `run`. */
  readonly command: string;
  readonly phase: Phase;
  /** The pipeline's clock: what the last tick said. */
  readonly stream_time: string | null;
  /** Every stage has read all there is, and no poll has brought anything new. */
  readonly caught_up: boolean;
  readonly stages: readonly StageStatus[];
  readonly tables: readonly TableStatus[];
  readonly upstreams: readonly UpstreamStatus[];
  /** Answers to PATCHes: outcome → count, since the process began. */
  readonly patches: Readonly<Record<string, number>>;
  /** PATCHes in the warehouse's ledger: status → count, of all time; null: no warehouse in this process. */
  readonly patch_ledger: Readonly<Record<string, number>> | null;
  /** Cause → count, since the process began. */
  readonly dead_letters: Readonly<Record<string, number>>;
}

export type Phase = 'starting' | 'running' | 'draining' | 'failed';

export interface StageStatus {
  readonly name: string;
  readonly role: 'producer' | 'processor' | 'sink';
  /** `waiting`: for its next poll, or for work. */
  readonly state: 'starting' | 'restoring' | 'running' | 'waiting' | 'failed' | 'stopped';
  /** Why it is not running, in words. */
  readonly detail: string | null;
  readonly records_in: number;
  readonly records_out: number;
  readonly bytes_in: number;
  readonly bytes_out: number;
  /** Records still to be taken in; null: it reads no topic, or it is not known yet. */
  readonly lag: number | null;
  /** How long ago that arrived which it takes in now; 0: it is at the end of its input. */
  readonly freshness_ms: number | null;
  /** Facts in its state; null: it has none. */
  readonly state_size: number | null;
}

export interface TableStatus {
  readonly name: string;
  readonly rows: number;
}

export interface UpstreamStatus {
  readonly name: string;
  readonly ok: boolean;
  /** Why it cannot be read. */
  readonly detail: string | null;
  /** When the last complete poll ended. */
  readonly polled_at: string | null;
  /** Requests by status, since the process began. */
  readonly calls: Readonly<Record<string, number>>;
}

/** One thing that must be so for the pipeline to be ready. */
export interface Readiness {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string | null;
}

/** What the server asks the pipeline. */
export interface StatusSource {
  /** Cheap: it is called every second by every page that is open. */
  status(): Status;
  /** Broker, registry, warehouse, every component. */
  readiness(): Promise<readonly Readiness[]>;
}
