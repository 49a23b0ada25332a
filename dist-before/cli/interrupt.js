const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** A Ctrl-C reaches a script of npm twice, from the terminal and from npm: that is one, not two. */
const SAME_MS = 400;
/** Promised are 10 s. */
const PATIENCE_MS = 9500;
/** `exit` is the process's own, beyond tests: at once after a second Ctrl-C, or when draining takes too long. */
export function onInterrupt(exit) {
    const aborting = new AbortController();
    let first_ms;
    const handle = () => {
        if (first_ms === undefined) {
            first_ms = performance.now();
            aborting.abort();
            const late = 'some work did not end in time; what was not committed is taken up at the next start';
            setTimeout(() => exit(0, late), PATIENCE_MS).unref();
        }
        else if (performance.now() - first_ms > SAME_MS) {
            exit(1, 'ended at once; what was not committed is taken up at the next start');
        }
    };
    for (const name of SIGNALS)
        process.on(name, handle);
    return {
        signal: aborting.signal,
        dispose() {
            for (const name of SIGNALS)
                process.off(name, handle);
        },
    };
}
/** Resolves when it is aborted, at once when it has been. */
export function aborted(signal) {
    return new Promise((resolve) => {
        if (signal.aborted)
            resolve();
        else
            signal.addEventListener('abort', () => resolve(), { once: true });
    });
}
//# sourceMappingURL=interrupt.js.map