import avsc from 'avsc';
import { Sink, Source } from '../../schemas/avro/binary.ts';
import { type Compiled, compile } from '../../schemas/avro/compile.ts';
import { type AnyTopic, allTopics, type Topic } from '../../schemas/topics.ts';
import { Failure } from '../failures.ts';

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
  /** The same, written into the sink from where it stands; where it throws, the sink has moved. */
  write(topic: AnyTopic, value: unknown, into: Sink): void;
  /**
   * What lies there, without `at` and `end` all of it. Resolves older and newer writers' schemas to ours. Throws
   * {@link UnknownSchema} for an id not seen yet: await `load` and decode again. Throws a Failure `poison` for bytes that
   * are not ours to read.
   */
  decode<T>(topic: Topic<T>, bytes: Buffer, at?: number, end?: number): T;
  /** Makes records with this schema id readable. Throws a Failure. */
  load(id: number): Promise<void>;
}

/** Not a failure: the id names a schema that was not looked up yet. */
export class UnknownSchema extends Error {
  override readonly name = 'UnknownSchema';
  readonly schema_id: number;

  constructor(schema_id: number) {
    super(`schema ${schema_id} has not been loaded`);
    this.schema_id = schema_id;
  }
}

const MAGIC = 0;
const FRAME_BYTES = 5;

export function createCodec(schemas: SchemaIds): Codec {
  const codecs = new Map(allTopics.map((topic) => [topic.name, new TopicCodec(topic, schemas.ids.get(topic.name))]));
  const writers = new Map<number, avsc.Type>();

  function codecOf(topic: AnyTopic): TopicCodec {
    const codec = codecs.get(topic.name);
    if (codec === undefined) throw new Failure('fatal', 'unknown_topic', { message: `no schema for ${topic.name}` });
    return codec;
  }

  return {
    encode(topic, value) {
      sink.at = 0;
      codecOf(topic).write(value, sink);
      return sink.taken();
    },
    write: (topic, value, into) => codecOf(topic).write(value, into),
    // Values of a topic are what its schema describes, and T is generated from that schema.
    decode: <T>(topic: Topic<T>, bytes: Buffer, at = 0, end = bytes.length) =>
      codecOf(topic).decode(bytes, at, end, writers) as T,
    async load(id) {
      if (writers.has(id)) return;
      writers.set(id, avroType(await schemas.load(id)));
    },
  };
}

/** Everything is written here first, then copied out in its length. */
const sink = new Sink();

class TopicCodec {
  readonly #topic: string;
  readonly #compiled: Compiled;
  /** Slower and knows all of Avro: for what others wrote, and for saying what is wrong. */
  readonly #type: avsc.Type;
  readonly #id: number | undefined;
  readonly #resolvers = new Map<number, avsc.Resolver>();

  constructor(topic: AnyTopic, id: number | undefined) {
    this.#topic = topic.name;
    this.#compiled = compile(topic.schema);
    this.#type = avroType(topic.schema);
    this.#id = id;
  }

  write(value: unknown, into: Sink): void {
    if (this.#id === undefined) {
      throw new Failure('fatal', 'schema_not_registered', { message: `the schema of ${this.#topic} has no id` });
    }
    try {
      into.room(FRAME_BYTES);
      into.bytes[into.at] = MAGIC;
      into.at = into.bytes.writeUInt32BE(this.#id, into.at + 1);
      this.#compiled.write(into, value);
    } catch {
      throw this.#poison('not_of_the_schema', pathOfFirstError(this.#type, value));
    }
  }

  decode(bytes: Buffer, at: number, end: number, writers: ReadonlyMap<number, avsc.Type>): unknown {
    if (end - at < FRAME_BYTES || bytes[at] !== MAGIC) throw this.#poison('no_schema_id');
    const id = bytes.readUInt32BE(at + 1);
    const resolver = id === this.#id ? undefined : this.#resolverOf(id, writers);
    try {
      if (resolver !== undefined) return this.#type.fromBuffer(bytes.subarray(at + FRAME_BYTES, end), resolver);
      const source = new Source(bytes, at + FRAME_BYTES, end);
      const value = this.#compiled.read(source);
      if (source.atEnd) return value;
    } catch {
      // Whatever the bytes led to: they are not what the schema describes.
    }
    throw this.#poison('undecodable', `schema id ${id}`);
  }

  #resolverOf(id: number, writers: ReadonlyMap<number, avsc.Type>): avsc.Resolver {
    const known = this.#resolvers.get(id);
    if (known !== undefined) return known;
    const writer = writers.get(id);
    if (writer === undefined) throw new UnknownSchema(id);
    try {
      const resolver = this.#type.createResolver(writer);
      this.#resolvers.set(id, resolver);
      return resolver;
    } catch {
      throw this.#poison('unreadable_schema', `schema id ${id}`);
    }
  }

  /** Names topic and place, never the value: it may hold a guest's data. */
  #poison(reason: string, place = ''): Failure {
    return new Failure('poison', reason, { message: `${this.#topic}: ${reason}${place === '' ? '' : ` (${place})`}` });
  }
}

/** Unions of null and one other type are bare values; logical types are their numbers. */
function avroType(schema: unknown): avsc.Type {
  // avsc checks the schema itself and throws when it is none.
  return avsc.Type.forSchema(schema as avsc.Schema, { omitRecordMethods: true, logicalTypes: {}, wrapUnions: false });
}

function pathOfFirstError(type: avsc.Type, value: unknown): string {
  const paths: string[] = [];
  type.isValid(value, { errorHook: (path) => paths.push(path.join('.')) });
  return paths[0] ?? '';
}
