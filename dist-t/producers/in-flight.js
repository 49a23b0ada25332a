/** Bounds the bytes that requests under way may hold together. */
export class InFlight {
    most;
    held = 0;
    constructor(most) {
        this.most = most;
    }
    get bytes() {
        return this.held;
    }
    /** Null where there is no room. One request always fits, however large. */
    take(bytes) {
        if (this.held > 0 && this.held + bytes > this.most)
            return null;
        this.held += bytes;
        let released = false;
        const release = () => {
            if (!released)
                this.held -= bytes;
            released = true;
        };
        return { release };
    }
}
//# sourceMappingURL=in-flight.js.map