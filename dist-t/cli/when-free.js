import { Failure } from '../runtime/failures.js';
import { pause } from '../runtime/tasks/waiting.js';
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 200;
/** Makes attempts as long as another process has the warehouse open for a moment: another query, or one that starts. */
export async function whenFree(signal, attempt) {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
        try {
            return await attempt();
        }
        catch (error) {
            const passing = error instanceof Failure && (error.reason === 'warehouse_locked' || error.reason === 'still_starting');
            if (!passing || signal.aborted || performance.now() > until)
                throw error;
            await pause(LOOK_EVERY_MS, signal);
        }
    }
}
//# sourceMappingURL=when-free.js.map