import type { ProducerRequest } from 'kafkajs-internals';
import { Failure } from '../../failures.ts';
import type { Consumed, Transaction, Transactor } from '../types.ts';
import type { Link } from './link.ts';
import type { Names } from './names.ts';
import { Producer } from './producer.ts';
import type { RecordPath } from './record-path.ts';
import { byTopic, type Chunk, roundsOf, wholes } from './rounds.ts';
import { send } from './send.ts';
import { offsetsOfTransaction } from './transaction-offsets.ts';

/** After this time the coordinator ends a transaction by itself: so long can a dead process hold readers up. */
const TRANSACTION_TIMEOUT_MS = 10_000;
/** A step of a transaction is tried again for so long; less than the transaction may take. */
const STEP_MS = 8_000;
/** Fencing waits for the old holder's transaction to end, and for a broker that is starting. */
const OPEN_MS = 30_000;

export interface TransactorParts {
  readonly link: Link;
  readonly path: RecordPath;
  readonly names: Names;
}

/** Fences earlier holders, and waits until what they left open has ended. Closes the link when it fails. */
export async function openTransactor(id: string, parts: TransactorParts): Promise<Transactor> {
  const { link, names, path } = parts;
  const transactional_id = names.wire(id);
  try {
    const { producerId, producerEpoch } = await link.persist(
      { doing: `fencing ${id}`, within_ms: OPEN_MS },
      async () => {
        const coordinator = await link.coordinator('transaction', transactional_id);
        return coordinator.initProducerId({
          transactionalId: transactional_id,
          transactionTimeout: TRANSACTION_TIMEOUT_MS,
        });
      },
    );
    return new KafkaTransactor(
      new Producer({ transactional_id, id: producerId, epoch: producerEpoch }, link, path),
      parts,
    );
  } catch (error) {
    await link.close();
    throw error;
  }
}

class KafkaTransactor implements Transactor {
  readonly #producer: Producer;
  readonly #link: Link;
  readonly #names: Names;
  #broken: Failure | undefined;

  constructor(producer: Producer, { link, names }: TransactorParts) {
    this.#producer = producer;
    this.#link = link;
    this.#names = names;
  }

  async transact(transaction: Transaction): Promise<void> {
    if (this.#broken) throw this.#broken;
    try {
      await this.#run(transaction);
    } catch (error) {
      this.#broken = error instanceof Failure ? error : new Failure('fatal', 'unexpected', { cause: error });
      if (this.#broken.kind !== 'fenced') await this.#abort();
      throw this.#broken;
    }
  }

  async close(): Promise<void> {
    this.#broken ??= new Failure('fatal', 'transactor_closed');
    await this.#link.close();
  }

  /**
   * 1. Tell the coordinator which partitions take part. 2. Write the records, and beside them the offsets (not before:
   * the coordinator takes one change of a transaction at a time). 3. Commit.
   */
  async #run(transaction: Transaction): Promise<void> {
    const { consumed } = transaction;
    const offsets = consumed !== undefined && consumed.positions.length > 0 ? consumed : undefined;
    const whole = wholes(transaction).map((one) => ({ ...one, topic: this.#names.wire(one.topic) }));
    if (whole.length === 0 && offsets === undefined) return;
    if (whole.length > 0) await this.#addPartitions(whole);
    const written = await Promise.allSettled([this.#write(whole), offsets && this.#writeOffsets(offsets)]);
    for (const one of written) if (one.status === 'rejected') throw one.reason;
    await this.#end(true, STEP_MS);
  }

  async #addPartitions(whole: readonly Chunk[]): Promise<void> {
    const topics = byTopic(whole).map(([topic, of]) => ({ topic, partitions: of.map(({ partition }) => partition) }));
    await this.#step('adding partitions to a transaction', async (request) => {
      await (await this.#coordinator()).addPartitionsToTxn({ ...request, topics });
    });
  }

  async #write(whole: readonly Chunk[]): Promise<void> {
    for (const round of roundsOf(whole, this.#producer.chunk_records)) await this.#producer.send(round, STEP_MS);
  }

  async #writeOffsets({ group, positions, generation }: Consumed): Promise<void> {
    const wired = {
      group: this.#names.wire(group),
      positions: positions.map((position) => ({ ...position, topic: this.#names.wire(position.topic) })),
      ...(generation && { generation }),
    };
    await this.#step('adding offsets to a transaction', async (request) => {
      await (await this.#coordinator()).addOffsetsToTxn({ ...request, groupId: wired.group });
    });
    await this.#step('writing offsets', async () => {
      const coordinator = await this.#link.coordinator('group', wired.group);
      await send(coordinator, offsetsOfTransaction(this.#producer.identity, wired));
    });
  }

  /** Ending twice the same way is one ending, so this may be tried again. */
  async #end(commit: boolean, within_ms: number): Promise<void> {
    await this.#step(
      'ending a transaction',
      async (request) => {
        await (await this.#coordinator()).endTxn({ ...request, transactionResult: commit });
      },
      within_ms,
    );
  }

  /** So that readers need not wait for the timeout; where it fails they do. */
  async #abort(): Promise<void> {
    await this.#end(false, 500).catch(() => {});
  }

  async #step(doing: string, attempt: (request: ProducerRequest) => Promise<void>, within_ms = STEP_MS): Promise<void> {
    await this.#link.persist({ doing, within_ms }, () => attempt(this.#producer.request));
  }

  #coordinator() {
    return this.#link.coordinator('transaction', this.#producer.identity.transactional_id!);
  }
}
