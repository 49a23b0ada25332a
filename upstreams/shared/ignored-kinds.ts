import type { UpstreamLog } from './deps.ts';

const MOST = 100;

/** Kinds of events that an upstream sends and nobody uses: each is logged once, so that it is not overlooked. */
export class IgnoredKinds {
  private readonly upstream: string;
  private readonly log: UpstreamLog;
  private readonly kinds = new Set<string>();

  constructor(upstream: string, log: UpstreamLog) {
    this.upstream = upstream;
    this.log = log;
  }

  note(kind: string): void {
    if (this.kinds.has(kind) || this.kinds.size >= MOST) return;
    this.kinds.add(kind);
    this.log.info(`${this.upstream} sends events that are kept and not used`, { kind });
  }
}
