import { Failure } from '../../failures.js';
import { Connections } from './cluster.js';
import { kafkaFailure, nameOf, verdictOf } from './errors.js';
const COORDINATOR_TYPES = { group: 0, transaction: 1 };
/** Attempts after which an operator would want to know, about half a second. */
const WORTH_TELLING = 8;
/**
 * Connections of one role to the cluster. Requests on a broker's connection are answered one after the other, so who
 * must not wait for another has a link of its own. After a connection error everything is connected afresh, since
 * kafkajs keeps half-read answers over a reconnect of the same connection.
 */
export class Link {
    #config;
    #cluster;
    #coordinators = new Map();
    #connections;
    #closed = false;
    constructor(config) {
        this.#config = config;
    }
    /** The broker that leads the partition; topic as Kafka knows it. */
    async leader(topic, partition) {
        const cluster = await this.#connected();
        const found = (await partitionsOf(cluster, topic)).find((one) => one.partitionId === partition);
        return cluster.findBroker({ nodeId: found?.leader ?? -1 });
    }
    async coordinator(of, id) {
        const cluster = await this.#connected();
        const key = `${of} ${id}`;
        let nodeId = this.#coordinators.get(key);
        if (nodeId === undefined) {
            const request = { groupId: id, coordinatorType: COORDINATOR_TYPES[of] };
            ({ nodeId } = (await (await this.any()).findGroupCoordinator(request)).coordinator);
            this.#coordinators.set(key, nodeId);
        }
        return cluster.findBroker({ nodeId });
    }
    /** A broker by its id, as told by {@link leader}. */
    async broker(nodeId) {
        return (await this.#connected()).findBroker({ nodeId });
    }
    /** One that answers. */
    async any() {
        return (await this.#connected()).brokerPool.findConnectedBroker();
    }
    /**
     * Makes attempts until one succeeds, the error says that another cannot help, or the time is up. Throws a Failure.
     */
    async persist({ doing, within_ms, signal }, attempt) {
        const until = Date.now() + within_ms;
        let told = false;
        for (let attempts = 1;; attempts++) {
            try {
                const done = await attempt();
                if (told)
                    this.#log('info', 'Kafka answers again', { doing, attempts });
                return done;
            }
            catch (error) {
                if (Date.now() >= until || signal?.aborted)
                    throw kafkaFailure(error, doing);
                told = (await this.heal(error, { doing, attempts, ...(signal && { signal }) })) || told;
            }
        }
    }
    /** Makes another attempt worth while; throws a Failure where none can help. True: an operator was told. */
    async heal(error, { doing, attempts, signal }) {
        const { mend } = verdictOf(error);
        if (mend === undefined)
            throw kafkaFailure(error, doing);
        const tell = attempts === WORTH_TELLING && mend !== 'wait';
        this.#log(tell ? 'warn' : 'debug', 'Kafka does not do it, trying again', { doing, attempts, error: nameOf(error) });
        if (mend === 'reconnect')
            await this.#drop();
        if (mend === 'look_up')
            await this.#lookUp();
        // Two transactions of one id overlap for milliseconds only: waiting longer would cost more than asking again.
        const most_ms = nameOf(error) === 'CONCURRENT_TRANSACTIONS' ? 8 : 500;
        await pause(Math.min(2 ** attempts, most_ms), signal);
        return tell;
    }
    /** For good, and at once: what awaits an answer gets an error. */
    async close() {
        this.#closed = true;
        await this.#drop();
    }
    /** Coordinators and leaders are asked for again; where that fails the next attempt will say so. */
    async #lookUp() {
        this.#coordinators.clear();
        const cluster = await this.#cluster?.catch(() => undefined);
        await cluster?.refreshMetadata().catch(() => { });
    }
    #connected() {
        if (this.#closed)
            throw new Failure('fatal', 'link_closed', { message: 'the connection has been closed' });
        this.#cluster ??= this.#connect();
        return this.#cluster;
    }
    #connect() {
        this.#connections = new Connections(this.#config);
        const opening = this.#connections.open();
        opening.catch(() => {
            if (this.#cluster === opening)
                this.#cluster = undefined;
        });
        return opening;
    }
    async #drop() {
        this.#cluster = undefined;
        this.#coordinators.clear();
        await this.#connections?.close();
    }
    #log(level, message, fields) {
        this.#config.logger(level, message, fields);
    }
}
async function partitionsOf(cluster, topic) {
    const known = cluster.findTopicPartitionMetadata(topic);
    if (known.length > 0)
        return known;
    await cluster.addMultipleTargetTopics([topic]);
    return cluster.findTopicPartitionMetadata(topic);
}
/** Ends early when aborted. */
export function pause(ms, signal) {
    if (signal?.aborted)
        return Promise.resolve();
    return new Promise((resolve) => {
        const done = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', done);
            resolve();
        };
        const timer = setTimeout(done, ms);
        signal?.addEventListener('abort', done, { once: true });
    });
}
//# sourceMappingURL=link.js.map