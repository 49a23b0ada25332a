import type { Headers, NewRecord, RecordList } from '../types.ts';
import { varintBytes, writeVarint } from './bytes.ts';

type Body = Pick<NewRecord, 'key' | 'value' | 'headers'>;

/** Records that are objects. */
export class Listed implements RecordList {
  readonly #records: readonly Body[];

  constructor(records: readonly Body[]) {
    this.#records = records;
  }

  get length(): number {
    return this.#records.length;
  }

  at(index: number): Body {
    return this.#records[index]!;
  }

  bodyBytes(index: number): number {
    const { key, value, headers } = this.at(index);
    const value_bytes = value === null ? 1 : varintBytes(value.length) + value.length;
    return varintBytes(key.length) + key.length + value_bytes + headersBytes(headers);
  }

  writeBody(index: number, bytes: Buffer, at: number): number {
    const { key, value, headers } = this.at(index);
    let to = writeVarint(bytes, key.length, at);
    bytes.set(key, to);
    to = writeVarint(bytes, value === null ? -1 : value.length, to + key.length);
    if (value !== null) bytes.set(value, to);
    return writeHeaders(bytes, to + (value?.length ?? 0), headers);
  }
}

/** Some of a list's records that stand together. */
export class Slice implements RecordList {
  readonly length: number;
  readonly #list: RecordList;
  readonly #from: number;

  constructor(list: RecordList, from: number, to: number) {
    this.#list = list;
    this.#from = from;
    this.length = to - from;
  }

  at(index: number): Body {
    return this.#list.at(this.#from + index);
  }

  bodyBytes(index: number): number {
    return this.#list.bodyBytes(this.#from + index);
  }

  writeBody(index: number, bytes: Buffer, at: number): number {
    return this.#list.writeBody(this.#from + index, bytes, at);
  }
}

function writeHeaders(bytes: Buffer, at: number, headers: Headers | undefined): number {
  if (headers === undefined) return writeVarint(bytes, 0, at);
  const names = Object.keys(headers);
  let to = writeVarint(bytes, names.length, at);
  for (const name of names) to = writeText(bytes, writeText(bytes, to, name), headers[name]!);
  return to;
}

function writeText(bytes: Buffer, at: number, text: string): number {
  const to = writeVarint(bytes, Buffer.byteLength(text), at);
  return to + bytes.write(text, to);
}

function headersBytes(headers: Headers | undefined): number {
  if (headers === undefined) return 1;
  const names = Object.keys(headers);
  let bytes = varintBytes(names.length);
  for (const name of names) bytes += textBytes(name) + textBytes(headers[name]!);
  return bytes;
}

function textBytes(text: string): number {
  const length = Buffer.byteLength(text);
  return varintBytes(length) + length;
}
