import { readBatch } from '../../runtime/tasks/reading.js';
import { isOf } from '../../runtime/types.js';
import { splitKey } from '../../schemas/keys.js';
import { topics } from '../../schemas/topics.js';
export async function refusalsOn(log, codec, signal) {
    const refusals = new Map();
    const { name } = topics.dead_letters;
    for (const [partition, { begin, end }] of (await log.ends(name)).entries()) {
        if (begin === end)
            continue;
        await log.scan({ topic: name, partition, from: begin, to: end }, async (batch) => {
            signal.throwIfAborted();
            for (const read of await readBatch(codec, log.partitions, batch)) {
                if (read.kind !== 'record' || !isOf(read.record, topics.dead_letters))
                    continue;
                const { key, value } = read.record;
                if (value === null)
                    refusals.delete(splitKey(key)[0]);
                else if (value.offset !== null)
                    refusals.set(value.id, value.stage);
            }
        });
    }
    return refusals;
}
//# sourceMappingURL=refusals.js.map