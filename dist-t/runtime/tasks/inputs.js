/** How far a task has read each of its inputs. */
export class Inputs {
    #partition;
    #read;
    constructor(partition, inputs) {
        this.#partition = partition;
        this.#read = new Map(inputs.map(({ topic, offset, end }) => [topic, { stepped: offset, committed: offset, end }]));
    }
    stepped(topic) {
        return this.#of(topic).stepped;
    }
    step(topic, offset) {
        this.#of(topic).stepped = offset;
    }
    ends(topic, end) {
        this.#of(topic).end = end;
    }
    /** Gives the lag. */
    commit({ topic, offset }) {
        const read = this.#of(topic);
        read.committed = offset;
        return Math.max(0, read.end - offset);
    }
    havePassed(ends) {
        return Object.entries(ends).every(([topic, end]) => this.#of(topic).stepped >= end);
    }
    /** `settled`: nothing that others would see is stepped and not committed. */
    status(settled) {
        return [...this.#read].map(([topic, { stepped, committed, end }]) => {
            return { topic, partition: this.#partition, position: settled ? stepped : committed, end };
        });
    }
    #of(topic) {
        const read = this.#read.get(topic);
        if (read === undefined)
            throw new Error(`${topic} is not an input`);
        return read;
    }
}
//# sourceMappingURL=inputs.js.map