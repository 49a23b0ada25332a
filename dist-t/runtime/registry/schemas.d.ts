import type { AnyTopic } from '../../schemas/topics.ts';
import type { SchemaIds } from '../codec/codec.ts';
export interface RegistrationOptions {
    /** Of the Confluent API, `http://…/apis/ccompat/v7`; may carry user and password. */
    readonly url: string;
    readonly topicPrefix: string;
    readonly topics: readonly AnyTopic[];
}
/**
 * Registers every topic's schema as `<prefix><topic>-value` where it is not yet, at level BACKWARD_TRANSITIVE, and
 * answers with the ids. A schema that cannot read what an earlier version wrote is a Failure `fatal` that names the
 * subject, the field and what has changed; nothing of that subject is registered then. A registry that is away is a
 * Failure `retry`.
 */
export declare function registerSchemas({ url, topicPrefix, topics }: RegistrationOptions): Promise<SchemaIds>;
