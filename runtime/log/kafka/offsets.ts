import type { Broker } from 'kafkajs-internals';
import { Failure } from '../../failures.ts';
import type { Ends } from '../types.ts';
import { stableOffsets } from './committed.ts';
import type { Link } from './link.ts';
import { send } from './send.ts';

const READ_UNCOMMITTED = 0;
const READ_COMMITTED = 1;
const CONSUMER = -1;
const EARLIEST = -2;
const LATEST = -1;
const ASK_MS = 15_000;
/** A dead process' transaction ends after its timeout, and the coordinator looks for such every 10 s. */
const STABLE_MS = 30_000;

/** First offset and the one after the last record, per partition. Topic as Kafka knows it. Throws a Failure. */
export function endsOf(link: Link, topic: string, partitions: readonly number[]): Promise<Ends[]> {
  return askingEach(link, topic, partitions, async (leader, ofLeader) => {
    const begins = await offsetsAt(leader, topic, ofLeader, EARLIEST);
    const ends = await offsetsAt(leader, topic, ofLeader, LATEST);
    return new Map(ofLeader.map((n) => [n, { begin: begins.get(n)!, end: ends.get(n)! }]));
  });
}

/** The last stable offset, per partition. Throws a Failure. */
export function stableEndsOf(link: Link, topic: string, partitions: readonly number[]): Promise<number[]> {
  return askingEach(link, topic, partitions, (leader, ofLeader) =>
    offsetsAt(leader, topic, ofLeader, LATEST, READ_COMMITTED),
  );
}

/** What the partitions' leaders say of them. */
function askingEach<T>(
  link: Link,
  topic: string,
  partitions: readonly number[],
  ask: (leader: Broker, partitions: readonly number[]) => Promise<ReadonlyMap<number, T>>,
): Promise<T[]> {
  return link.persist({ doing: `asking for the ends of ${topic}`, within_ms: ASK_MS }, async () => {
    const byLeader = new Map<Broker, number[]>();
    for (const n of partitions) {
      const leader = await link.leader(topic, n);
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), n]);
    }
    const told = await Promise.all([...byLeader].map(([leader, ofLeader]) => ask(leader, ofLeader)));
    const found = new Map(told.flatMap((one) => [...one]));
    return partitions.map((n) => found.get(n)!);
  });
}

async function offsetsAt(
  leader: Broker,
  topic: string,
  partitions: readonly number[],
  timestamp: number,
  isolationLevel = READ_UNCOMMITTED,
): Promise<Map<number, number>> {
  const { responses } = await leader.listOffsets({
    replicaId: CONSUMER,
    isolationLevel,
    topics: [{ topic, partitions: partitions.map((partition) => ({ partition, timestamp })) }],
  });
  return new Map(
    responses.flatMap((one) => one.partitions).map(({ partition, offset }) => [partition, Number(offset)]),
  );
}

/** Offsets the group has committed, once no transaction is pending on them. Names as Kafka knows them. */
export function committedOffsets(
  link: Link,
  group: string,
  of: { readonly topic: string; readonly partitions: number },
): Promise<Map<number, number>> {
  return link.persist({ doing: `asking for the offsets of ${group}`, within_ms: STABLE_MS }, async () => {
    const coordinator = await link.coordinator('group', group);
    const request = stableOffsets(group, of.topic, of.partitions);
    if ((coordinator.versions[request.apiKey]?.maxVersion ?? 0) < request.apiVersion) {
      throw new Failure('fatal', 'broker_too_old', { message: 'Apache Kafka 2.5 or later is needed' });
    }
    return send(coordinator, request);
  });
}
