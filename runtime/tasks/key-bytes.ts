import { keyOf } from '../../schemas/keys.ts';
import { partitionAt } from '../../schemas/partition.ts';
import type { AnyTopic } from '../../schemas/topics.ts';

const BAR = 0x7c;
const PERCENT = 0x25;

/** The key of one record at a time, as bytes, without making a string of it. */
export class KeyBytes {
  bytes = Buffer.allocUnsafeSlow(256);
  length = 0;
  /** Up to the first bar. */
  #entity = 0;

  /** The key of a value of the topic; what it gives is {@link keyOf}'s. */
  of(topic: AnyTopic, value: unknown): void {
    // Whoever encodes the value finds out whether it is of the topic's type.
    const fields = value as Readonly<Record<string, unknown>>;
    this.length = 0;
    for (let i = 0; i < topic.key.length; i++) {
      if (i === 1) this.#entity = this.length;
      if (i > 0) this.bytes[this.length++] = BAR;
      if (!this.#plain(fields[topic.key[i]!])) {
        this.text(keyOf(topic, value as never));
        return;
      }
    }
    if (topic.key.length < 2) this.#entity = this.length;
  }

  text(key: string): void {
    this.#make(Buffer.byteLength(key));
    this.bytes.write(key);
    this.#findEntity();
  }

  copy(key: Buffer): void {
    this.#make(key.length);
    key.copy(this.bytes);
    this.#findEntity();
  }

  /** Whether it is what lies there. */
  equals(memory: Uint8Array, at: number, end: number): boolean {
    if (end - at !== this.length) return false;
    for (let i = 0; i < this.length; i++) if (this.bytes[i] !== memory[at + i]) return false;
    return true;
  }

  /** The partition of the entity that the key begins with. */
  partition(partitions: number): number {
    return partitionAt(this.bytes, 0, this.#entity, partitions);
  }

  #make(length: number): void {
    if (length > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(2 * length);
    this.length = length;
  }

  #findEntity(): void {
    this.#entity = 0;
    while (this.#entity < this.length && this.bytes[this.#entity] !== BAR) this.#entity++;
  }

  /** False for a part that is not plain ASCII or has to be escaped, or where there is no room. */
  #plain(part: unknown): boolean {
    const text = typeof part === 'string' ? part : String(part);
    const { bytes } = this;
    let at = this.length;
    if (at + text.length + 1 > bytes.length) return false;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f || unit === BAR || unit === PERCENT) return false;
      bytes[at++] = unit;
    }
    this.length = at;
    return true;
  }
}
