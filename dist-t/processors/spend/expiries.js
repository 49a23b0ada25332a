/** What is due when, by number: a binary heap, the earliest first. */
export class Expiries {
    #at = [];
    #what = [];
    /** The earliest instant; Infinity: there is nothing. */
    get next_at() {
        return this.#at.length === 0 ? Number.POSITIVE_INFINITY : this.#at[0];
    }
    push(at, what) {
        let hole = this.#at.length;
        while (hole > 0) {
            const parent = (hole - 1) >>> 1;
            if (this.#at[parent] <= at)
                break;
            this.#move(parent, hole);
            hole = parent;
        }
        this.#at[hole] = at;
        this.#what[hole] = what;
    }
    /** Takes the earliest out; there must be one. */
    pop() {
        const top = this.#what[0];
        const at = this.#at.pop();
        const what = this.#what.pop();
        const size = this.#at.length;
        if (size === 0)
            return top;
        let hole = 0;
        for (let child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && this.#at[child + 1] < this.#at[child])
                child++;
            if (this.#at[child] >= at)
                break;
            this.#move(child, hole);
            hole = child;
        }
        this.#at[hole] = at;
        this.#what[hole] = what;
        return top;
    }
    #move(from, to) {
        this.#at[to] = this.#at[from];
        this.#what[to] = this.#what[from];
    }
}
//# sourceMappingURL=expiries.js.map