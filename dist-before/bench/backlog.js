import { openPlace } from './place.js';
import { start } from './under-test.js';
/** How fast it is worked off, from the first task at work: start-up is not counted. */
export async function workedOff({ place, run, count, fill, done, verify }) {
    const open = await openPlace(place);
    await fill(open);
    const tested = await start({ place, run, config: {} });
    const began = performance.now() - tested.head_start_ms;
    await done(open, tested);
    const seconds = (performance.now() - began) / 1_000;
    const taken = await tested.taken();
    await tested.stop();
    await verify?.(open);
    await open.log.close();
    return { per_second: Math.round(count / seconds), p50_ms: null, p99_ms: null, ...taken };
}
//# sourceMappingURL=backlog.js.map