import { Failure } from '../../failures.js';
import { Producer } from './producer.js';
import { roundsOf } from './rounds.js';
/** An append that is not acknowledged by then fails; it may have been written all the same. */
const APPEND_MS = 5_000;
/** Beyond this many waiting records an append fails at once, so that a broker that is away fills no memory. */
const WAITING_RECORDS = 20_000;
const BATCH_RECORDS = 5_000;
/**
 * Appends in batches that make themselves: while one is under way, the next gathers. One at a time, so the order of a
 * partition is that of the calls.
 */
export class KafkaWriter {
    #link;
    #path;
    #wire;
    #producer;
    #waiting = [];
    #waiting_records = 0;
    #sending;
    #closed = false;
    constructor({ link, path, wire }) {
        this.#link = link;
        this.#path = path;
        this.#wire = wire;
    }
    append(records) {
        if (this.#closed)
            return Promise.reject(new Failure('fatal', 'writer_closed'));
        if (records.length === 0)
            return Promise.resolve();
        if (this.#waiting_records + records.length > WAITING_RECORDS && this.#waiting_records > 0) {
            return Promise.reject(new Failure('retry', 'log_backlog', { message: 'too many records wait for the log' }));
        }
        const wired = records.map((record) => ({ ...record, topic: this.#wire(record.topic) }));
        this.#waiting_records += records.length;
        return new Promise((resolve, reject) => {
            this.#waiting.push({ records: wired, until: Date.now() + APPEND_MS, resolve, reject });
            this.#sending ??= this.#sendAll();
        });
    }
    /** After what was appended before has been acknowledged or has failed. */
    async close() {
        this.#closed = true;
        await this.#sending;
        await this.#link.close();
    }
    async #sendAll() {
        // Calls of the same turn go together.
        await Promise.resolve();
        while (this.#waiting.length > 0)
            await this.#sendBatch(this.#take());
        this.#sending = undefined;
    }
    /** The next appends, one at least. */
    #take() {
        const taken = [];
        let records = 0;
        do {
            const append = this.#waiting.shift();
            taken.push(append);
            records += append.records.length;
        } while (this.#waiting.length > 0 && records + this.#waiting[0].records.length <= BATCH_RECORDS);
        this.#waiting_records -= records;
        return taken;
    }
    /** One bad record fails its own append only. */
    async #sendBatch(appends) {
        try {
            await this.#send(appends);
            for (const append of appends)
                append.resolve();
        }
        catch (error) {
            this.#producer = undefined;
            const alone = appends.length > 1 && error instanceof Failure && error.kind === 'poison';
            if (alone)
                for (const append of appends)
                    await this.#sendBatch([append]);
            else
                for (const append of appends)
                    append.reject(error);
        }
    }
    async #send(appends) {
        const within_ms = Math.max(0, appends[0].until - Date.now());
        this.#producer ??= await this.#identified(within_ms);
        const all = appends.flatMap((append) => append.records);
        for (const round of roundsOf(all, this.#path.chunk_records)) {
            await this.#producer.send(round, within_ms);
        }
    }
    async #identified(within_ms) {
        const { producerId, producerEpoch } = await this.#link.persist({ doing: 'identifying a producer', within_ms }, async () => (await this.#link.any()).initProducerId({ transactionalId: undefined, transactionTimeout: 60_000 }));
        return new Producer({ transactional_id: undefined, id: producerId, epoch: producerEpoch }, this.#link, this.#path);
    }
}
//# sourceMappingURL=writer.js.map