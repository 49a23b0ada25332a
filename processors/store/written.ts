import { Sink, Source } from '../../schemas/avro/binary.ts';
import { type Compiled, compile } from '../../schemas/avro/compile.ts';
import type { AvroRecord } from '../../schemas/avro.ts';
import type { AnyTopic } from '../../schemas/topics.ts';
import type { Hash } from './hash.ts';

const sink = new Sink();
const source = new Source(sink.bytes, 0);
const compiled = new Map<AvroRecord, Compiled>();

/**
 * What was written last, a value of the topic or only its key, and the hashes of its key. All of them write into the
 * same bytes: it is good until anything else is written.
 */
export class Written {
  /** Where the key's first part and its last one end. */
  entity_end = 0;
  key_end = 0;
  /** Of the key's first part, and of all of it. */
  entity_hash = 0;
  key_hash = 0;
  readonly #parts: number;
  readonly #compiled: Compiled;
  readonly #hash: Hash;

  /** Throws unless the topic's values begin with the parts of their key, which are strings. */
  constructor({ name: topic, key, schema }: AnyTopic, hash: Hash) {
    const fields = schema.fields.slice(0, key.length);
    if (fields.length === 0 || fields.some(({ name, type }, i) => name !== key[i] || type !== 'string')) {
      throw new Error(`values of ${topic} do not begin with their key`);
    }
    this.#parts = key.length;
    this.#hash = hash;
    this.#compiled = compiled.get(schema) ?? compile(schema);
    compiled.set(schema, this.#compiled);
  }

  get length(): number {
    return sink.at;
  }

  /** Throws NotAvro where it is none of the topic. */
  value(value: unknown): void {
    sink.at = 0;
    this.#compiled.write(sink, value);
    source.over(sink.bytes, 0, sink.at);
    source.span();
    this.entity_end = source.at;
    for (let i = 1; i < this.#parts; i++) source.span();
    this.key_end = source.at;
    this.#hashKey();
  }

  /** A key by its parts; those that are missing at its end are empty. */
  key(parts: readonly string[]): void {
    sink.at = 0;
    sink.string(parts[0] ?? '');
    this.entity_end = sink.at;
    for (let i = 1; i < this.#parts; i++) sink.string(parts[i] ?? '');
    this.key_end = sink.at;
    this.#hashKey();
  }

  /** The first part of a key. */
  entity(entity: string): void {
    sink.at = 0;
    sink.string(entity);
    this.entity_end = sink.at;
    this.key_end = sink.at;
    this.#hashKey();
  }

  copyTo(bytes: Buffer, at: number): void {
    sink.bytes.copy(bytes, at, 0, sink.at);
  }

  /** Whether its first `length` bytes are those at `at`. */
  isAt(bytes: Buffer, at: number, length: number): boolean {
    const written = sink.bytes;
    for (let i = 0; i < length; i++) if (bytes[at + i] !== written[i]) return false;
    return true;
  }

  /** A value of the topic that lies in [at, end); what was written stays. */
  read(bytes: Buffer, at: number, end: number): unknown {
    source.over(bytes, at, end);
    return this.#compiled.read(source);
  }

  #hashKey(): void {
    const { entity_end, key_end } = this;
    this.entity_hash = this.#hash(sink.bytes, 0, entity_end, 0);
    this.key_hash =
      key_end === entity_end ? this.entity_hash : this.#hash(sink.bytes, entity_end, key_end, this.entity_hash);
  }
}
