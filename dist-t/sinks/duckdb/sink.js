import { createHash } from 'node:crypto';
import { Failure } from '../../runtime/failures.js';
import { lagOf } from '../../runtime/tasks/component.js';
import { Member } from '../../runtime/tasks/member.js';
import { noMetrics } from '../../runtime/tasks/metrics.js';
import { deferred } from '../../runtime/tasks/waiting.js';
import { sinkTopics } from './context.js';
import { Filling } from './filling.js';
import { DeadLetters, refreshEnds } from './log-side.js';
import { publishEvery } from './publishing.js';
import { settle } from './settle.js';
import { Writer } from './writer.js';
const NAME = 'duckdb';
/** Rows that DuckDB keeps together. As many new ones at once go into the file as they stay, not over its log. */
const ROW_GROUP = 122_880;
/** As on the log. As much waits at most, and as much again is under way; in columns it takes as much once more. */
const MAX_BYTES = 40 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
export function sinkGroup(path, data_dir_id) {
    const digest = createHash('sha256').update(`${data_dir_id} ${path}`).digest('hex').slice(0, 16);
    return `regulars.${NAME}.${digest}`;
}
/**
 * Fills the warehouse from every topic that is a table. Exactly once: positions are in the file, in the transaction
 * of the rows; the group commits nothing and only says that this process reads. All partitions in one process.
 */
export async function runDuckdbSink(options) {
    const sink = new Sink(options, await Writer.open(await options.warehouse.database.connect()));
    sink.start();
    return sink;
}
class Sink {
    name = NAME;
    #options;
    #context;
    #deadLetters;
    #member;
    #publishing;
    #filling;
    #rebuild;
    #fail = () => { };
    #written = 0;
    /** Goes up with every change a reader could see. */
    #changes = 0;
    constructor(options, writer) {
        this.#options = options;
        this.#deadLetters = new DeadLetters(options.log, options.codec);
        const { log, codec, warehouse, metrics = noMetrics, now_ms } = options;
        const { every_ms = 250, idle_ms = 1_000, max_records = ROW_GROUP, removals_kept_ms = DAY_MS } = options;
        const ends = new Map();
        const begins = new Map();
        this.#context = {
            ...{ name: NAME, log, codec, warehouse, writer, metrics, now_ms, ends, begins, removals_kept_ms },
            ...{ every_ms, idle_ms, max_records, max_bytes: MAX_BYTES },
            refreshEnds: () => refreshEnds(log, ends),
            deadLetters: (letters) => this.#deadLetters.append(letters),
            written: (records) => {
                this.#written += records;
                if (records > 0)
                    this.#changes++;
            },
        };
    }
    start() {
        const { log, warehouse, metrics = noMetrics, publish, rejoin, onFatal } = this.#options;
        this.#member = new Member({
            ...{ log, name: NAME, metrics, topics: sinkTopics, onFatal },
            group: sinkGroup(warehouse.database.path, this.#options.data_dir_id),
            ...(rejoin && { rejoin }),
            open: (partition, signal, fail) => this.#open(partition, signal, fail),
        });
        if (publish == null)
            return;
        this.#publishing = publishEvery({
            ...{ ...publish, warehouse, changes: () => this.#changes },
            between: async (act) => (await this.#filling)?.between(act) ?? act(),
        });
    }
    status() {
        const member = this.#member;
        const inputs = this.#inputs([...member.works.keys()]);
        const ticks = [...this.#context.writer.ticks.values()];
        return {
            name: NAME,
            state: member.state,
            error: member.error,
            inputs,
            lag: lagOf(inputs),
            tick_ms: ticks.length < this.#context.log.partitions ? null : Math.min(...ticks),
            rebuilding: this.#rebuild === undefined ? [] : [...member.works.keys()],
            written: this.#written,
            publish_error: this.#publishing?.error,
        };
    }
    async stop() {
        await this.#member?.stop();
        await this.#publishing?.stop();
        await this.#deadLetters.close();
        this.#rebuild?.reject(new Failure('retry', 'stopped'));
    }
    rebuild() {
        this.#rebuild ??= deferred();
        const { promise } = this.#rebuild;
        this.#fail(new Failure('retry', 'rebuild', { after_ms: 0 }));
        return promise;
    }
    async flush() {
        await (await this.#filling)?.flush();
    }
    async publish() {
        await this.#publishing?.now();
    }
    #inputs(partitions) {
        const { ends, writer } = this.#context;
        return sinkTopics.flatMap((topic) => partitions.map((partition) => {
            const position = writer.positions.get(topic, partition)?.next_offset ?? 0;
            return { topic, partition, position, end: Math.max(position, ends.get(`${topic}/${partition}`) ?? 0) };
        }));
    }
    async #open(partition, signal, fail) {
        this.#fail = fail;
        this.#filling ??= this.#begin(fail);
        const filling = await this.#filling;
        if (signal.aborted)
            throw new Failure('fenced', 'taken_away');
        filling.enter(partition);
        const { writer, begins } = this.#context;
        const from = (topic) => {
            const position = writer.positions.get(topic, partition)?.next_offset ?? 0;
            return Math.max(position, begins.get(`${topic}/${partition}`) ?? 0);
        };
        return {
            positions: sinkTopics.map((topic) => ({ topic, partition, offset: from(topic) })),
            records: (batch) => filling.records(batch),
            drain: () => filling.flush(),
            abandon: () => this.#abandon(filling, partition),
        };
    }
    /** First makes sure that what the file holds can be read on from. */
    async #begin(fail) {
        try {
            await settle(this.#context, this.#rebuild !== undefined);
        }
        catch (error) {
            this.#filling = undefined;
            throw error;
        }
        this.#rebuild?.resolve();
        this.#rebuild = undefined;
        return new Filling(this.#context, fail);
    }
    async #abandon(filling, partition) {
        if (!(await filling.exit(partition)))
            return;
        await filling.close();
        if ((await this.#filling) === filling)
            this.#filling = undefined;
    }
}
//# sourceMappingURL=sink.js.map