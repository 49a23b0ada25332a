import { assign } from '../assign.js';
/** A consumer group: who has which partition numbers, and the offsets it has committed. */
export class MemoryGroup {
    #partitions;
    #members = new Map();
    #committed = new Map();
    /** Not settled when last looked at, in the order they were written. */
    #pending = [];
    #turn = Promise.resolve();
    constructor(partitions) {
        this.#partitions = partitions;
    }
    commit(positions, fate) {
        this.#settle();
        this.#pending.push(...positions.map((position) => ({ position, fate })));
    }
    /** Undefined while a transaction that commits offsets of the topic is open. */
    committed(topic) {
        this.#settle();
        if (this.#pending.some(({ position }) => position.topic === topic))
            return undefined;
        return new Map(this.#committed.get(topic));
    }
    #settle() {
        for (const { position, fate } of this.#pending) {
            if (fate.state !== 'committed')
                continue;
            const offsets = this.#committed.get(position.topic) ?? new Map();
            this.#committed.set(position.topic, offsets.set(position.partition, position.offset));
        }
        this.#pending = this.#pending.filter(({ fate }) => fate.state === 'open');
    }
    join(member, deliveries) {
        void this.#rebalance(() => this.#members.set(member, deliveries));
    }
    /** Resolves when the member has ended; the others take over in the background. */
    leave(member) {
        return new Promise((resolve) => {
            void this.#rebalance(() => {
                this.#members.delete(member);
                resolve();
            });
        });
    }
    /** One at a time: everybody stops, the members change, everybody gets its share. */
    #rebalance(change) {
        this.#turn = this.#turn.then(async () => {
            await Promise.all([...this.#members.values()].map((deliveries) => deliveries.takeAll()));
            change();
            const shares = assign([...this.#members.keys()], this.#partitions);
            for (const [member, deliveries] of this.#members)
                deliveries.give(shares.get(member));
        });
        return this.#turn;
    }
}
//# sourceMappingURL=group.js.map