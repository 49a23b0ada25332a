import { Failure } from '../../failures.js';
import { stableOffsets } from './committed.js';
import { send } from './send.js';
const READ_UNCOMMITTED = 0;
const CONSUMER = -1;
const EARLIEST = -2;
const LATEST = -1;
const ASK_MS = 15_000;
/** A dead process' transaction ends after its timeout, and the coordinator looks for such every 10 s. */
const STABLE_MS = 30_000;
/** First offset and the one after the last record, per partition. Topic as Kafka knows it. Throws a Failure. */
export function endsOf(link, topic, partitions) {
    return link.persist({ doing: `asking for the ends of ${topic}`, within_ms: ASK_MS }, async () => {
        const byLeader = new Map();
        for (const n of partitions) {
            const leader = await link.leader(topic, n);
            byLeader.set(leader, [...(byLeader.get(leader) ?? []), n]);
        }
        const asked = [...byLeader].map(async ([leader, ofLeader]) => {
            const begins = await offsetsAt(leader, topic, ofLeader, EARLIEST);
            const ends = await offsetsAt(leader, topic, ofLeader, LATEST);
            return ofLeader.map((n) => [n, { begin: begins.get(n), end: ends.get(n) }]);
        });
        const found = new Map((await Promise.all(asked)).flat());
        return partitions.map((n) => found.get(n));
    });
}
async function offsetsAt(leader, topic, partitions, timestamp) {
    const { responses } = await leader.listOffsets({
        replicaId: CONSUMER,
        isolationLevel: READ_UNCOMMITTED,
        topics: [{ topic, partitions: partitions.map((partition) => ({ partition, timestamp })) }],
    });
    return new Map(responses.flatMap((one) => one.partitions).map(({ partition, offset }) => [partition, Number(offset)]));
}
/** Offsets the group has committed, once no transaction is pending on them. Names as Kafka knows them. */
export function committedOffsets(link, group, of) {
    return link.persist({ doing: `asking for the offsets of ${group}`, within_ms: STABLE_MS }, async () => {
        const coordinator = await link.coordinator('group', group);
        const request = stableOffsets(group, of.topic, of.partitions);
        if ((coordinator.versions[request.apiKey]?.maxVersion ?? 0) < request.apiVersion) {
            throw new Failure('fatal', 'broker_too_old', { message: 'Apache Kafka 2.5 or later is needed' });
        }
        return send(coordinator, request);
    });
}
//# sourceMappingURL=offsets.js.map