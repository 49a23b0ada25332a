/** Lets many wait for "something has changed"; who waits looks again at what it waits for. */
export class Changes {
    #waiting = [];
    tell() {
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const resolve of waiting)
            resolve();
    }
    /** Resolves with what `look` finds, as soon as it finds something; undefined once the signal aborts. */
    async until(look, signal) {
        const wake = () => this.tell();
        signal?.addEventListener('abort', wake, { once: true });
        try {
            while (signal?.aborted !== true) {
                const found = look();
                if (found !== undefined)
                    return found;
                await new Promise((resolve) => this.#waiting.push(resolve));
            }
            return undefined;
        }
        finally {
            signal?.removeEventListener('abort', wake);
        }
    }
}
//# sourceMappingURL=changes.js.map