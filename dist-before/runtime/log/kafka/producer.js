import { partitionName } from './rounds.js';
const SEQUENCES = 2 ** 31;
/**
 * An idempotent producer: it numbers the records of each partition, so that the broker drops what it already has when
 * a request is sent again.
 */
export class Producer {
    identity;
    #link;
    #path;
    #sequences = new Map();
    constructor(identity, link, path) {
        this.identity = identity;
        this.#link = link;
        this.#path = path;
    }
    get chunk_records() {
        return this.#path.chunk_records;
    }
    get request() {
        const { transactional_id, id, epoch } = this.identity;
        return { transactionalId: transactional_id, producerId: id, producerEpoch: epoch };
    }
    /**
     * Resolves when the leaders of all partitions have acknowledged with acks=all. Throws a Failure; what of it was
     * written is then unknown, and so is the next number: the producer is of no more use.
     */
    async send(round, within_ms) {
        let open = round.map((chunk) => this.#numbered(chunk));
        await this.#link.persist({ doing: 'writing records', within_ms }, async () => {
            const byLeader = [...(await this.#byLeader(open))];
            const sent = await Promise.allSettled(byLeader.map(([broker, sets]) => this.#path.produce(broker, this.identity, sets)));
            open = byLeader.flatMap(([, sets], i) => (sent[i].status === 'rejected' ? sets : []));
            const failed = sent.find((one) => one.status === 'rejected');
            if (failed)
                throw failed.reason;
        });
    }
    #numbered({ topic, partition, records }) {
        const name = partitionName({ topic, partition });
        const first_sequence = this.#sequences.get(name) ?? 0;
        this.#sequences.set(name, (first_sequence + records.length) % SEQUENCES);
        return { topic, partition, records, first_sequence };
    }
    async #byLeader(sets) {
        const grouped = new Map();
        for (const set of sets) {
            const leader = await this.#link.leader(set.topic, set.partition);
            const group = grouped.get(leader);
            if (group === undefined)
                grouped.set(leader, [set]);
            else
                group.push(set);
        }
        return grouped;
    }
}
//# sourceMappingURL=producer.js.map