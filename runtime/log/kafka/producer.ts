import type { Broker, ProducerRequest } from 'kafkajs-internals';
import type { Link } from './link.ts';
import type { ProducerIdentity, RecordPath, RecordSet } from './record-path.ts';
import { type Chunk, partitionName, type Round } from './rounds.ts';

const SEQUENCES = 2 ** 31;

/**
 * An idempotent producer: it numbers the records of each partition, so that the broker drops what it already has when
 * a request is sent again.
 */
export class Producer {
  readonly identity: ProducerIdentity;
  readonly #link: Link;
  readonly #path: RecordPath;
  readonly #sequences = new Map<string, number>();

  constructor(identity: ProducerIdentity, link: Link, path: RecordPath) {
    this.identity = identity;
    this.#link = link;
    this.#path = path;
  }

  get chunk_records(): number {
    return this.#path.chunk_records;
  }

  get request(): ProducerRequest {
    const { transactional_id, id, epoch } = this.identity;
    return { transactionalId: transactional_id, producerId: id, producerEpoch: epoch };
  }

  /**
   * Resolves when the leaders of all partitions have acknowledged with acks=all. Throws a Failure; what of it was
   * written is then unknown, and so is the next number: the producer is of no more use.
   */
  async send(round: Round, within_ms: number): Promise<void> {
    let open: readonly RecordSet[] = round.map((chunk) => this.#numbered(chunk));
    await this.#link.persist({ doing: 'writing records', within_ms }, async () => {
      const byLeader = [...(await this.#byLeader(open))];
      const sent = await Promise.allSettled(
        byLeader.map(([broker, sets]) => this.#path.produce(broker, this.identity, sets)),
      );
      open = byLeader.flatMap(([, sets], i) => (sent[i]!.status === 'rejected' ? sets : []));
      const failed = sent.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    });
  }

  #numbered({ topic, partition, records }: Chunk): RecordSet {
    const name = partitionName({ topic, partition });
    const first_sequence = this.#sequences.get(name) ?? 0;
    this.#sequences.set(name, (first_sequence + records.length) % SEQUENCES);
    return { topic, partition, records, first_sequence };
  }

  async #byLeader(sets: readonly RecordSet[]): Promise<Map<Broker, RecordSet[]>> {
    const grouped = new Map<Broker, RecordSet[]>();
    for (const set of sets) {
      const leader = await this.#link.leader(set.topic, set.partition);
      const group = grouped.get(leader);
      if (group === undefined) grouped.set(leader, [set]);
      else group.push(set);
    }
    return grouped;
  }
}
