import { setTimeout as sleep } from 'node:timers/promises';
import { processesWithArgument, signal } from './processes.js';
const politely_ms = 8_000;
const poll_ms = 50;
/**
 * Ends the JVMs of a supervisor that has been killed: SIGTERM, and SIGKILL after 8 s. They are found by the marker on
 * their command line, so there is no list that could be out of date. Resolves when none runs any more.
 */
export async function endOrphans(marker) {
    for (const pid of processesWithArgument(marker))
        signal(pid, 'SIGTERM');
    for (let waited_ms = 0; waited_ms < politely_ms; waited_ms += poll_ms) {
        if (processesWithArgument(marker).length === 0)
            return;
        await sleep(poll_ms);
    }
    for (const pid of processesWithArgument(marker))
        signal(pid, 'SIGKILL');
    while (processesWithArgument(marker).length > 0)
        await sleep(poll_ms);
}
//# sourceMappingURL=sweep.js.map