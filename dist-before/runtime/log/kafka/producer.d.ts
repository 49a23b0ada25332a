import type { ProducerRequest } from 'kafkajs-internals';
import type { Link } from './link.ts';
import type { ProducerIdentity, RecordPath } from './record-path.ts';
import { type Round } from './rounds.ts';
/**
 * An idempotent producer: it numbers the records of each partition, so that the broker drops what it already has when
 * a request is sent again.
 */
export declare class Producer {
    #private;
    readonly identity: ProducerIdentity;
    constructor(identity: ProducerIdentity, link: Link, path: RecordPath);
    get chunk_records(): number;
    get request(): ProducerRequest;
    /**
     * Resolves when the leaders of all partitions have acknowledged with acks=all. Throws a Failure; what of it was
     * written is then unknown, and so is the next number: the producer is of no more use.
     */
    send(round: Round, within_ms: number): Promise<void>;
}
