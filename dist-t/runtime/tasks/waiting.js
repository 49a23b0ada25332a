export function deferred() {
    let resolve = () => { };
    let reject = () => { };
    const promise = new Promise((yes, no) => {
        resolve = yes;
        reject = no;
    });
    return { promise, resolve, reject };
}
/** Resolves after `ms`, or at once when aborted. */
export function pause(ms, signal) {
    if (signal.aborted)
        return Promise.resolve();
    return new Promise((resolve) => {
        const done = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', done);
            resolve();
        };
        const timer = setTimeout(done, ms);
        signal.addEventListener('abort', done);
    });
}
/** Lets timers and I/O have their turn. */
export function breathe() {
    return new Promise((resolve) => setImmediate(resolve));
}
/** What the promise gives, or undefined as soon as the signal aborts, whatever becomes of the promise then. */
export function orAbort(promise, signal) {
    promise.catch(() => { });
    return new Promise((resolve, reject) => {
        const aborted = () => resolve(undefined);
        if (signal.aborted)
            return aborted();
        signal.addEventListener('abort', aborted);
        promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
    });
}
/** Doubles from `first_ms` to `max_ms`, the upper half of it by chance. `attempt` counts from 1. */
export function backoffOf(attempt, backoff) {
    const full = Math.min(backoff.max_ms, backoff.first_ms * 2 ** Math.min(attempt - 1, 30));
    return full / 2 + (Math.random() * full) / 2;
}
//# sourceMappingURL=waiting.js.map