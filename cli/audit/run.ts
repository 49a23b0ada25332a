import type { Processing } from '../../pipeline.ts';
import type { Codec } from '../../runtime/codec/codec.ts';
import type { Database } from '../../runtime/duckdb/database.ts';
import type { Log } from '../../runtime/log/types.ts';
import type { AnyProcessor } from '../../runtime/types.ts';
import { audit } from '../../sinks/audit/audit.ts';
import type { AuditReport } from '../../sinks/audit/report.ts';
import { clocked, recomputationOf, stagesOf, writtenBackOf } from './parts.ts';

/** What is audited. */
export interface Audited {
  readonly log: Log;
  readonly codec: Codec;
  readonly database: Database;
  readonly processors: readonly AnyProcessor[];
  readonly processing: Processing;
}

export interface Patience {
  /** How long the stages are waited for; 0: nobody runs them. */
  readonly wait_ms: number;
  readonly mend: string;
  readonly signal: AbortSignal;
  note(line: string): void | Promise<void>;
}

export function runAudit(audited: Audited, { wait_ms, mend, signal, note }: Patience): Promise<AuditReport> {
  const { log, codec, database, processors, processing } = audited;
  return audit({
    ...{ log, codec, database, clocked, mend, signal, note },
    processors: stagesOf(log, codec, processors),
    recomputation: recomputationOf(processing),
    writtenBack: writtenBackOf(processing),
    upstreams: [],
    now_ms: Date.now,
    deadline_ms: Date.now() + wait_ms,
  });
}
