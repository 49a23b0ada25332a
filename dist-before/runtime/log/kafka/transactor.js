import { Failure } from '../../failures.js';
import { Producer } from './producer.js';
import { byTopic, roundsOf } from './rounds.js';
/** After this time the coordinator ends a transaction by itself: so long can a dead process hold readers up. */
const TRANSACTION_TIMEOUT_MS = 10_000;
/** A step of a transaction is tried again for so long; less than the transaction may take. */
const STEP_MS = 8_000;
/** Fencing waits for the old holder's transaction to end, and for a broker that is starting. */
const OPEN_MS = 30_000;
/** Fences earlier holders, and waits until what they left open has ended. Closes the link when it fails. */
export async function openTransactor(id, parts) {
    const { link, names, path } = parts;
    const transactional_id = names.wire(id);
    try {
        const { producerId, producerEpoch } = await link.persist({ doing: `fencing ${id}`, within_ms: OPEN_MS }, async () => {
            const coordinator = await link.coordinator('transaction', transactional_id);
            return coordinator.initProducerId({
                transactionalId: transactional_id,
                transactionTimeout: TRANSACTION_TIMEOUT_MS,
            });
        });
        return new KafkaTransactor(new Producer({ transactional_id, id: producerId, epoch: producerEpoch }, link, path), parts);
    }
    catch (error) {
        await link.close();
        throw error;
    }
}
class KafkaTransactor {
    #producer;
    #link;
    #names;
    #broken;
    constructor(producer, { link, names }) {
        this.#producer = producer;
        this.#link = link;
        this.#names = names;
    }
    async transact(transaction) {
        if (this.#broken)
            throw this.#broken;
        try {
            await this.#run(transaction);
        }
        catch (error) {
            this.#broken = error instanceof Failure ? error : new Failure('fatal', 'unexpected', { cause: error });
            if (this.#broken.kind !== 'fenced')
                await this.#abort();
            throw this.#broken;
        }
    }
    async close() {
        this.#broken ??= new Failure('fatal', 'transactor_closed');
        await this.#link.close();
    }
    /**
     * 1. Tell the coordinator which partitions take part. 2. Write the records, and beside them the offsets (not before:
     * the coordinator takes one change of a transaction at a time). 3. Commit.
     */
    async #run({ records, consumed }) {
        const offsets = consumed !== undefined && consumed.positions.length > 0 ? consumed : undefined;
        if (records.length === 0 && offsets === undefined)
            return;
        if (records.length > 0)
            await this.#addPartitions(records);
        const written = await Promise.allSettled([this.#write(records), offsets && this.#writeOffsets(offsets)]);
        for (const one of written)
            if (one.status === 'rejected')
                throw one.reason;
        await this.#end(true, STEP_MS);
    }
    async #addPartitions(records) {
        const partitions = new Map();
        for (const { topic, partition } of records) {
            const known = partitions.get(topic);
            if (known === undefined)
                partitions.set(topic, new Set([partition]));
            else
                known.add(partition);
        }
        const topics = [...partitions].map(([topic, of]) => ({ topic: this.#names.wire(topic), partitions: [...of] }));
        await this.#step('adding partitions to a transaction', async (request) => {
            await (await this.#coordinator()).addPartitionsToTxn({ ...request, topics });
        });
    }
    async #write(records) {
        for (const round of roundsOf(records, this.#producer.chunk_records)) {
            const wired = round.map((chunk) => ({ ...chunk, topic: this.#names.wire(chunk.topic) }));
            await this.#producer.send(wired, STEP_MS);
        }
    }
    async #writeOffsets({ group, positions }) {
        const groupId = this.#names.wire(group);
        const topics = byTopic(positions).map(([topic, ofTopic]) => ({
            topic: this.#names.wire(topic),
            partitions: ofTopic.map(({ partition, offset }) => ({ partition, offset: String(offset) })),
        }));
        await this.#step('adding offsets to a transaction', async (request) => {
            await (await this.#coordinator()).addOffsetsToTxn({ ...request, groupId });
        });
        await this.#step('writing offsets', async (request) => {
            await (await this.#link.coordinator('group', groupId)).txnOffsetCommit({ ...request, groupId, topics });
        });
    }
    /** Ending twice the same way is one ending, so this may be tried again. */
    async #end(commit, within_ms) {
        await this.#step('ending a transaction', async (request) => {
            await (await this.#coordinator()).endTxn({ ...request, transactionResult: commit });
        }, within_ms);
    }
    /** So that readers need not wait for the timeout; where it fails they do. */
    async #abort() {
        await this.#end(false, 500).catch(() => { });
    }
    async #step(doing, attempt, within_ms = STEP_MS) {
        await this.#link.persist({ doing, within_ms }, () => attempt(this.#producer.request));
    }
    #coordinator() {
        return this.#link.coordinator('transaction', this.#producer.identity.transactional_id);
    }
}
//# sourceMappingURL=transactor.js.map