/** Takes down how the polls of one source went. */
export class Polls {
    state = 'elsewhere';
    #source;
    #complete = 0;
    #last;
    #failing;
    constructor(source) {
        this.#source = source;
    }
    completed(poll) {
        this.#complete++;
        this.#last = poll;
        this.#failing = undefined;
    }
    /** Gives how many have failed in a row, this one included. */
    failed(began_ms, failure) {
        const { since_ms = began_ms, attempts = 0 } = this.#failing ?? {};
        this.#failing = { since_ms, attempts: attempts + 1, failure };
        return attempts + 1;
    }
    status() {
        return {
            source: this.#source.name,
            upstream: this.#source.upstream,
            state: this.state,
            complete_polls: this.#complete,
            last_complete: this.#last,
            failing: this.#failing,
        };
    }
}
//# sourceMappingURL=polls.js.map