import { rowsOf } from '../../runtime/duckdb/rows.js';
import { ProgressReader } from '../../runtime/tasks/progress.js';
import { readBatch } from '../../runtime/tasks/reading.js';
import { isOf } from '../../runtime/types.js';
import { storedTables } from '../../schemas/tables.js';
import { topics } from '../../schemas/topics.js';
/** Topics that orders change: what a guest's rows in the snapshot are made of. */
export const resultTopics = [
    topics.guest_identities.name,
    topics.guest_spend.name,
    topics.guest_spend_history.name,
    topics.loyalty_changes.name,
];
const watched = [topics.orders.name, ...resultTopics];
export async function marksOf(cutting) {
    const { log } = cutting;
    // Before the ends: so what this tick and those before it gave lies below them.
    const lowest = Math.min(...(await deliveredTicks(cutting)));
    const from = new Map();
    for (const [topic, ends] of await endsOfTables(log)) {
        for (const [partition, { end }] of ends.entries())
            from.set(`${topic}/${partition}`, end);
    }
    return { from, tick_ms: lowest > 0 ? lowest : null };
}
/** `connection`: in a read transaction that has read nothing yet. */
export async function cutAt(marks, connection, cutting) {
    const held = await positionsOf(connection);
    const to = await endsOfTables(cutting.log);
    let moving = 0;
    for (const topic of watched) {
        for (const [partition, { end }] of to.get(topic).entries()) {
            moving += end - (marks.from.get(`${topic}/${partition}`) ?? 0);
        }
    }
    return { ...marks, held, to, tick_to_ms: await highestTick(cutting, marks.tick_ms), moving };
}
/** How far the warehouse is, as the connection sees it. */
export async function positionsOf(connection) {
    const rows = await rowsOf(connection, 'SELECT topic, "partition" AS p, next_offset FROM store.offsets');
    return new Map(rows.map(({ topic, p, next_offset }) => [`${topic}/${p}`, Number(next_offset)]));
}
async function endsOfTables(log) {
    const names = storedTables.map(({ topic }) => topic.name);
    return new Map(await Promise.all(names.map(async (name) => [name, await log.ends(name)])));
}
/** By partition: the highest that was delivered in full; 0: none. */
async function deliveredTicks({ log, codec, clocked, signal }) {
    const partitions = Array.from({ length: log.partitions }, (_, n) => n);
    const looks = partitions.map((n) => new ProgressReader(log, codec, clocked.name, n).look(signal));
    return (await Promise.all(looks)).map(({ stream_time_ms }) => stream_time_ms);
}
/** Of those delivered on any partition, one of which may be ahead of the others, and those that may be under way. */
async function highestTick(cutting, least_ms) {
    const { log, codec, clocked } = cutting;
    const { name } = topics.clock;
    // First: what is consumed by then is among the delivered ones.
    const done = await log.committed(clocked.group, name);
    let highest = Math.max(least_ms ?? 0, ...(await deliveredTicks(cutting))) || null;
    for (const [partition, { begin, end }] of (await log.ends(name)).entries()) {
        const from = Math.max(begin, done.get(partition) ?? 0);
        if (from >= end)
            continue;
        await log.scan({ topic: name, partition, from, to: end }, async (batch) => {
            for (const read of await readBatch(codec, log.partitions, batch)) {
                if (read.kind !== 'record' || !isOf(read.record, topics.clock))
                    continue;
                highest = Math.max(highest ?? 0, read.record.value?.at ?? 0);
            }
        });
    }
    return highest;
}
//# sourceMappingURL=cut.js.map