import { type AnyTopic, type Topic } from '../../schemas/topics.ts';
/** The registry's ids of our schemas, and a way to look up those of other writers. */
export interface SchemaIds {
    /** Topic (without prefix) → id under which its present schema is registered. */
    readonly ids: ReadonlyMap<string, number>;
    /** The schema behind an id, as parsed JSON. Throws a Failure when the registry is away or does not know it. */
    load(id: number): Promise<unknown>;
}
/** Values of the topics ⇄ bytes on the log: 0x00, schema id (int32, big endian), Avro binary. */
export interface Codec {
    /** Throws a Failure `poison` where the value is not of the topic's type (an unsafe integer counts as that). */
    encode(topic: AnyTopic, value: unknown): Buffer;
    /**
     * Resolves older and newer writers' schemas to ours. Throws {@link UnknownSchema} for an id not seen yet: await
     * `load` and decode again. Throws a Failure `poison` for bytes that are not ours to read.
     */
    decode<T>(topic: Topic<T>, bytes: Buffer): T;
    /** Makes records with this schema id readable. Throws a Failure. */
    load(id: number): Promise<void>;
}
/** Not a failure: the id names a schema that was not looked up yet. */
export declare class UnknownSchema extends Error {
    readonly name = "UnknownSchema";
    readonly schema_id: number;
    constructor(schema_id: number);
}
export declare function createCodec(schemas: SchemaIds): Codec;
