import { DriverTask } from './task.js';
import { MemoryTopics, recordOf } from './topics.js';
/**
 * Runs processors, chained by their topics, without a broker and synchronously: one task for each processor and
 * partition, each of whose turns is a transaction. Nothing moves but inside `run`.
 */
export class Driver {
    #topics;
    #tasks;
    #choose;
    #abort_one_in;
    #written = [];
    #rejected = [];
    constructor(processors, options = {}) {
        this.#topics = new MemoryTopics(options.partitions ?? 3, options.avro ?? true);
        this.#choose = options.choose ?? (() => 0);
        this.#abort_one_in = options.abort_one_in ?? 0;
        const slice = options.expiries_per_slice ?? 1000;
        const numbers = Array.from({ length: this.#topics.partitions }, (_, n) => n);
        this.#tasks = processors.flatMap((p) => numbers.map((n) => new DriverTask(p, n, this.#topics, slice)));
    }
    write(topic, value) {
        this.#take({ kind: 'record', record: recordOf(topic, value) });
    }
    remove(topic, key) {
        this.#take({ kind: 'record', record: { topic, key, value: null } });
    }
    /** Stream time reaches `at_ms`, on every partition. */
    tick(at_ms) {
        this.#take({ kind: 'tick', at: at_ms });
    }
    /** Takes turns until nothing is waiting, or `turns` of them. */
    run(turns = Number.POSITIVE_INFINITY) {
        for (let i = 0; i < turns; i++) {
            const waiting = this.#tasks.filter((task) => task.waiting);
            if (waiting.length === 0)
                return;
            const task = waiting[this.#choose(waiting.length)];
            const records = 1 + this.#choose(5);
            if (this.#abort_one_in > 0 && this.#choose(this.#abort_one_in) === 1)
                task.abortedTurn(records, this.#choose);
            else
                this.#rejected.push(...task.turn(records, this.#choose));
        }
    }
    /** Every task loses its state and restores it from its changelogs. */
    crash() {
        for (const task of this.#tasks)
            task.crash();
    }
    /** Everything that was written from outside comes once more, in the same order. */
    redeliver() {
        for (const written of [...this.#written])
            this.#append(written);
    }
    /** The last value per key. */
    table(topic) {
        return this.#topics.table(topic);
    }
    /** Everything ever put on the topic, tombstones included. */
    records(topic) {
        return this.#topics.records(topic);
    }
    get rejected() {
        return this.#rejected;
    }
    #take(written) {
        this.#written.push(written);
        this.#append(written);
    }
    #append(written) {
        if (written.kind === 'tick')
            this.#topics.appendTick(written.at);
        else
            this.#topics.append(written.record);
    }
}
//# sourceMappingURL=driver.js.map