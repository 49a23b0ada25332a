import { audit } from '../../sinks/audit/audit.js';
import { clocked, recomputationOf, stagesOf } from './parts.js';
export function runAudit(audited, { wait_ms, mend, signal, note }) {
    const { log, codec, database, processors, settings } = audited;
    return audit({
        ...{ log, codec, database, clocked, mend, signal, note },
        processors: stagesOf(log, codec, processors),
        recomputation: recomputationOf(settings),
        upstreams: [],
        now_ms: Date.now,
        deadline_ms: Date.now() + wait_ms,
    });
}
//# sourceMappingURL=run.js.map