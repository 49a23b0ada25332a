/**
 * Lets one act at a time, in the order they came. Whoever throws ends it all: nobody acts after that, and `fail` is
 * told. Once `ending` is aborted, what still waits is passed over, and what an act throws then does not matter.
 */
export class Turns {
    #ending;
    #fail;
    #last = Promise.resolve();
    constructor(ending, fail) {
        this.#ending = ending;
        this.#fail = fail;
    }
    take(act) {
        const turn = this.#last.then(async () => {
            try {
                if (!this.#ending.signal.aborted)
                    await act();
            }
            catch (error) {
                if (this.#ending.signal.aborted)
                    return;
                this.#ending.abort();
                this.#fail(error);
                throw error;
            }
        });
        this.#last = turn.catch(() => { });
        return turn;
    }
    /** When the last one that has come so far has acted. Never rejects. */
    get done() {
        return this.#last;
    }
}
//# sourceMappingURL=turns.js.map