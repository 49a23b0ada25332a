/** What the newer, "flexible" requests and answers are made of (KIP-482): lengths are told as one more, 0 is null. */
import { createErrorFromCode } from 'kafkajs/src/protocol/error.js';
import { type Cursor, writeUvarint } from './bytes.ts';

/** An empty list of tagged fields, with which everything ends. */
export const NO_TAGS = 0;

/** Returns where to write on. */
export function writeLength(bytes: Buffer, at: number, length: number): number {
  return writeUvarint(bytes, length + 1, at);
}

export function writeText(bytes: Buffer, at: number, text: string): number {
  const to = writeLength(bytes, at, Buffer.byteLength(text));
  return to + bytes.write(text, to);
}

export function writeNull(bytes: Buffer, at: number): number {
  return bytes.writeUInt8(0, at);
}

export function readLength(cursor: Cursor): number {
  return cursor.uvarint() - 1;
}

export function skipTags(cursor: Cursor): void {
  for (let tags = cursor.uvarint(); tags > 0; tags--) {
    cursor.uvarint();
    cursor.at += cursor.uvarint();
  }
}

export function throwIfError(code: number): void {
  if (code !== 0) throw createErrorFromCode(code);
}
