import type { OwnRequest } from './send.ts';
/**
 * OffsetFetch v7, which refuses to answer while a transaction that commits offsets of these partitions is open
 * (kafkajs stops at v4, which leaves it out: it could still go through after the successor has begun).
 * https://kafka.apache.org/protocol#The_Messages_OffsetFetch, encoded after KIP-482.
 */
export declare function stableOffsets(group: string, topic: string, partitions: number): OwnRequest<Map<number, number>>;
