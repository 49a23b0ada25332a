/** The positions of all partitions, as the file has them. */
export class Positions {
    #reached = new Map();
    static async read(connection) {
        const result = await connection.runAndReadAll('SELECT topic, "partition", next_offset, epoch_ms(caught_up_at) FROM store.offsets');
        const positions = new Positions();
        for (const [topic, partition, next_offset, caught_up_ms] of result.getRows()) {
            positions.set({
                topic: String(topic),
                partition: Number(partition),
                next_offset: Number(next_offset),
                caught_up_ms: Number(caught_up_ms),
            });
        }
        return positions;
    }
    get(topic, partition) {
        return this.#reached.get(`${topic}/${partition}`);
    }
    set(reached) {
        this.#reached.set(`${reached.topic}/${reached.partition}`, reached);
    }
    clear() {
        this.#reached.clear();
    }
    all() {
        return this.#reached.values();
    }
}
/** Inside the transaction that holds the rows up to there. */
export async function writePositions(connection, reached, now_ms) {
    if (reached.length === 0)
        return;
    const rows = reached.map(({ topic, partition, next_offset, caught_up_ms }) => `('${topic}', ${partition}, ${next_offset}, make_timestamptz(${caught_up_ms} * 1000), make_timestamptz(${now_ms} * 1000))`);
    await connection.run(`INSERT OR REPLACE INTO store.offsets VALUES ${rows.join(', ')}`);
}
export async function writeTicks(connection, ticks) {
    if (ticks.size === 0)
        return;
    const rows = [...ticks].map(([partition, at_ms]) => `(${partition}, make_timestamptz(${at_ms} * 1000))`);
    await connection.run(`INSERT INTO store.ticks VALUES ${rows.join(', ')} ON CONFLICT DO UPDATE SET "at" = greatest("at", excluded."at")`);
}
export async function readTicks(connection) {
    const result = await connection.runAndReadAll('SELECT "partition", epoch_ms("at") FROM store.ticks');
    return new Map(result.getRows().map(([partition, at_ms]) => [Number(partition), Number(at_ms)]));
}
//# sourceMappingURL=positions.js.map