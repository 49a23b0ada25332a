import { runAudit } from './run.js';
const WAIT_MS = 60_000;
/** `audit` as other processes ask for it: what it waits for, line by line, then the report. */
export function auditControl(audited) {
    return (_, signal, emit) => runAudit(audited(), {
        wait_ms: WAIT_MS,
        mend: `it did not come along within ${WAIT_MS / 1000} s; see the dashboard or the logs, then audit again`,
        signal,
        note: (line) => emit({ line }),
    });
}
//# sourceMappingURL=serve.js.map