import { isDeepStrictEqual } from 'node:util';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A JSON object by its keys. */
export type Payload = Readonly<Record<string, unknown>>;

/** What zlib writes to at a time; by default 16 KB, which are garbage after every call. */
const CHUNK = { chunkSize: 2048 };
/** Of a reservation's JSON that leaves half; a higher level costs twice the time and gains 3 %. */
const SWIFT = { ...CHUNK, level: 1, memLevel: 5, windowBits: 12 } as const;

export function packed(payload: string): Buffer {
  return deflateRawSync(payload, SWIFT);
}

export function unpacked(payload: Buffer): string {
  return inflateRawSync(payload, CHUNK).toString('utf8');
}

/** Null where it is no JSON object. */
export function parsedPayload(text: string): Payload | null {
  try {
    const value: unknown = JSON.parse(text);
    // An object's own properties can be read by name, whatever it is.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : null;
  } catch {
    return null;
  }
}

/** `{field: {from, to}}` of the keys that differ, in the order of their names; null: not there. */
export function changesBetween(from: Payload, to: Payload, except: ReadonlySet<string>): string {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((name) => !except.has(name)).sort();
  const changed = names.filter((name) => !isDeepStrictEqual(at(from, name), at(to, name)));
  const entries = changed.map((name) => [name, { from: at(from, name), to: at(to, name) }] as const);
  return JSON.stringify(Object.fromEntries(entries));
}

function at(payload: Payload, name: string): unknown {
  return Object.hasOwn(payload, name) ? (payload[name] ?? null) : null;
}
