import type { ClusterConfig } from './kafka/cluster.ts';
import type { Log } from './types.ts';
export interface KafkaLogOptions extends ClusterConfig {
    /** In front of the names of topics, groups and transactional ids. */
    readonly topicPrefix: string;
    readonly partitions: number;
    /** False: records go through kafkajs' own encoder and decoder, several times slower. */
    readonly fast?: boolean;
}
/** The log on Apache Kafka 2.5 or later. Topics must exist. Connects when first used. */
export declare function openKafkaLog(options: KafkaLogOptions): Promise<Log>;
