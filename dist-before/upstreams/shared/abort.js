import { setMaxListeners } from 'node:events';
/**
 * Aborts when one of the parents does, or after `timeout_ms`. `AbortSignal.any` does the same, but leaves something
 * behind on a long-lived parent for every signal made from it (measured on Node 20).
 */
export function bound(parents, timeout_ms) {
    const controller = new AbortController();
    let late = false;
    const cleanups = [];
    for (const parent of parents) {
        if (parent?.aborted)
            controller.abort(parent.reason);
        if (parent === undefined)
            continue;
        const abort = () => controller.abort(parent.reason);
        // Many pieces of work at once are no leak: each takes its listener off again.
        setMaxListeners(0, parent);
        parent.addEventListener('abort', abort, { once: true });
        cleanups.push(() => parent.removeEventListener('abort', abort));
    }
    if (timeout_ms !== undefined) {
        const timer = setTimeout(() => {
            late = true;
            controller.abort(new DOMException('took too long', 'TimeoutError'));
        }, timeout_ms);
        cleanups.push(() => clearTimeout(timer));
    }
    const release = () => {
        for (const cleanup of cleanups)
            cleanup();
    };
    return { signal: controller.signal, late: () => late, release };
}
//# sourceMappingURL=abort.js.map