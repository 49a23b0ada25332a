import type { Ends } from '../types.ts';
import type { Link } from './link.ts';
/** First offset and the one after the last record, per partition. Topic as Kafka knows it. Throws a Failure. */
export declare function endsOf(link: Link, topic: string, partitions: readonly number[]): Promise<Ends[]>;
/** Offsets the group has committed, once no transaction is pending on them. Names as Kafka knows them. */
export declare function committedOffsets(link: Link, group: string, of: {
    readonly topic: string;
    readonly partitions: number;
}): Promise<Map<number, number>>;
