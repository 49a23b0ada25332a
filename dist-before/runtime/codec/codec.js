import avsc from 'avsc';
import { allTopics } from '../../schemas/topics.js';
import { Failure } from '../failures.js';
import { Sink, Source } from './binary.js';
import { compile } from './compile.js';
/** Not a failure: the id names a schema that was not looked up yet. */
export class UnknownSchema extends Error {
    name = 'UnknownSchema';
    schema_id;
    constructor(schema_id) {
        super(`schema ${schema_id} has not been loaded`);
        this.schema_id = schema_id;
    }
}
const MAGIC = 0;
const FRAME_BYTES = 5;
export function createCodec(schemas) {
    const codecs = new Map(allTopics.map((topic) => [topic.name, new TopicCodec(topic, schemas.ids.get(topic.name))]));
    const writers = new Map();
    function codecOf(topic) {
        const codec = codecs.get(topic.name);
        if (codec === undefined)
            throw new Failure('fatal', 'unknown_topic', { message: `no schema for ${topic.name}` });
        return codec;
    }
    return {
        encode: (topic, value) => codecOf(topic).encode(value),
        // Values of a topic are what its schema describes, and T is generated from that schema.
        decode: (topic, bytes) => codecOf(topic).decode(bytes, writers),
        async load(id) {
            if (writers.has(id))
                return;
            writers.set(id, avroType(await schemas.load(id)));
        },
    };
}
/** Everything is written here first, then copied out in its length. */
const sink = new Sink();
class TopicCodec {
    #topic;
    #compiled;
    /** Slower and knows all of Avro: for what others wrote, and for saying what is wrong. */
    #type;
    #id;
    #resolvers = new Map();
    constructor(topic, id) {
        this.#topic = topic.name;
        this.#compiled = compile(topic.schema);
        this.#type = avroType(topic.schema);
        this.#id = id;
    }
    encode(value) {
        if (this.#id === undefined) {
            throw new Failure('fatal', 'schema_not_registered', { message: `the schema of ${this.#topic} has no id` });
        }
        try {
            sink.bytes[0] = MAGIC;
            sink.at = sink.bytes.writeUInt32BE(this.#id, 1);
            this.#compiled.write(sink, value);
            return sink.taken();
        }
        catch {
            throw this.#poison('not_of_the_schema', pathOfFirstError(this.#type, value));
        }
    }
    decode(bytes, writers) {
        if (bytes.length < FRAME_BYTES || bytes[0] !== MAGIC)
            throw this.#poison('no_schema_id');
        const id = bytes.readUInt32BE(1);
        const resolver = id === this.#id ? undefined : this.#resolverOf(id, writers);
        try {
            if (resolver !== undefined)
                return this.#type.fromBuffer(bytes.subarray(FRAME_BYTES), resolver);
            const source = new Source(bytes, FRAME_BYTES);
            const value = this.#compiled.read(source);
            if (source.atEnd)
                return value;
        }
        catch {
            // Whatever the bytes led to: they are not what the schema describes.
        }
        throw this.#poison('undecodable', `schema id ${id}`);
    }
    #resolverOf(id, writers) {
        const known = this.#resolvers.get(id);
        if (known !== undefined)
            return known;
        const writer = writers.get(id);
        if (writer === undefined)
            throw new UnknownSchema(id);
        try {
            const resolver = this.#type.createResolver(writer);
            this.#resolvers.set(id, resolver);
            return resolver;
        }
        catch {
            throw this.#poison('unreadable_schema', `schema id ${id}`);
        }
    }
    /** Names topic and place, never the value: it may hold a guest's data. */
    #poison(reason, place = '') {
        return new Failure('poison', reason, { message: `${this.#topic}: ${reason}${place === '' ? '' : ` (${place})`}` });
    }
}
/** Unions of null and one other type are bare values; logical types are their numbers. */
function avroType(schema) {
    // avsc checks the schema itself and throws when it is none.
    return avsc.Type.forSchema(schema, { omitRecordMethods: true, logicalTypes: {}, wrapUnions: false });
}
function pathOfFirstError(type, value) {
    const paths = [];
    type.isValid(value, { errorHook: (path) => paths.push(path.join('.')) });
    return paths[0] ?? '';
}
//# sourceMappingURL=codec.js.map