import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failures.js';
/** Makes attempts for as long as they fail with `retry`, no longer than `within_ms`; throws the last failure. */
export async function asking(within_ms, attempt) {
    const until = Date.now() + within_ms;
    for (let pause_ms = 50;; pause_ms *= 2) {
        try {
            return await attempt();
        }
        catch (error) {
            const heals = error instanceof Failure && error.kind === 'retry';
            if (!heals || Date.now() + pause_ms > until)
                throw error;
            await sleep(pause_ms);
        }
    }
}
//# sourceMappingURL=asking.js.map