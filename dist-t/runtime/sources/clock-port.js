import { Failure } from '../failures.js';
export const wallClock = { now_ms: () => Date.now() };
/** Throws a Failure `retry` when it cannot be told. */
export async function timeOf(clock) {
    try {
        return await clock.now_ms();
    }
    catch (error) {
        throw new Failure('retry', 'clock_unreadable', { cause: error });
    }
}
//# sourceMappingURL=clock-port.js.map