import type { AnyTopic } from '../../schemas/topics.ts';
import type { ClusterConfig } from '../log/kafka/link.ts';
export interface TopicsOptions extends ClusterConfig {
    readonly topicPrefix: string;
    readonly topics: readonly AnyTopic[];
    readonly partitions: number;
    readonly replicationFactor: number;
    /** Null: facts are kept for ever. */
    readonly retentionDays: number | null;
    readonly eraseWithinHours: number;
}
/**
 * Creates the topics that are missing, and gives the others the settings they should have. Throws a Failure: `fatal`
 * where existing topics have another number of partitions (keys would go elsewhere, and state with them), naming the
 * topic; `retry` where the brokers are away.
 */
export declare function ensureTopics(options: TopicsOptions): Promise<void>;
type Settings = Readonly<Record<string, string>>;
/** Settings of a topic, as the broker names them. */
export declare function settingsOf(topic: AnyTopic, options: Pick<TopicsOptions, 'retentionDays' | 'eraseWithinHours'>): Settings;
export {};
