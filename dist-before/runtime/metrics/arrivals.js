const EVERY_MS = 200;
const MOST = 1024;
/** When how much was there to be read: tells how old that is which is being read now. */
export class Arrivals {
    /** Oldest first, those that have been read apart. */
    #samples = [];
    see(end, at_ms) {
        const last = this.#samples.at(-1);
        if (last !== undefined && (end <= last.end || at_ms - last.at_ms < EVERY_MS))
            return;
        this.#samples.push({ at_ms, end });
        // Half the precision for a backlog of twice the age.
        if (this.#samples.length > MOST)
            this.#samples = this.#samples.filter((_, index) => index % 2 === 0);
    }
    /** All has been read. */
    forget() {
        this.#samples = [];
    }
    /** How long ago the record after the first `position` ones came; 0 where none has. */
    ageOf(position, now_ms) {
        const next = this.#samples.findIndex(({ end }) => end > position);
        const sample = this.#samples[next];
        if (sample === undefined)
            return 0;
        this.#samples.splice(0, next);
        return Math.max(0, now_ms - sample.at_ms);
    }
}
//# sourceMappingURL=arrivals.js.map