import { topics } from '../../schemas/topics.js';
import { Member } from '../tasks/member.js';
import { noMetrics } from '../tasks/metrics.js';
import { Ticker } from './ticker.js';
/**
 * Writes a tick to every partition, in one transaction, once a second; one process at a time; never backwards, over
 * restarts too. With `wall` the same time is written again while the clock stands, so that a tick always follows;
 * with `event` a tick is written when the highest event time has risen.
 */
export function runClock(options) {
    const { log, rejoin, metrics = noMetrics, onFatal } = options;
    const member = new Member({
        log,
        name: 'clock',
        group: 'regulars.clock',
        topics: [topics.cursors.name],
        metrics,
        ...(rejoin && { rejoin }),
        onFatal,
        open: (partition, signal, fail) => Ticker.open({ ...options, partition, signal, fail }),
    });
    return {
        name: 'clock',
        status() {
            const ticker = [...member.works.values()].find(({ ticks }) => ticks);
            return {
                name: 'clock',
                state: member.state,
                error: member.error,
                inputs: ticker?.passed ?? [],
                lag: {},
                tick_ms: ticker?.last_ms ?? null,
                rebuilding: [],
                ticking: ticker !== undefined,
                missed: ticker?.missed,
            };
        },
        stop: () => member.stop(),
    };
}
//# sourceMappingURL=clock.js.map