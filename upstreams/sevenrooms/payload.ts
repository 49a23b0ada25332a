import type { Fields } from '../shared/fields.ts';

/** Twice as much again may stand in an event's `changes`; the broker takes 1 MiB. */
const MOST_BYTES = 200_000;
const DEEPEST = 32;

/**
 * The object with every key, as JSON text that a record can carry: beyond 200 KB the largest values are left out, and
 * so is what is nested more than 32 deep; `left_out` names their keys then.
 */
export function payloadOf(fields: Fields): string {
  const values = fields.names().map((name) => [name, fields.raw(name) ?? null] as const);
  const shallow = values.filter(([, value]) => isShallow(value, DEEPEST));
  const sizes = new Map(shallow.map(([name, value]) => [name, sizeOf(name, value)]));
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const largest_first = [...sizes].sort((a, b) => b[1] - a[1]);
  const kept = new Set(sizes.keys());
  for (const [name, size] of largest_first) {
    if (total <= MOST_BYTES) break;
    kept.delete(name);
    total -= size;
  }
  const left_out = values.flatMap(([name]) => (kept.has(name) ? [] : [name.slice(0, 100)]));
  const entries = values.filter(([name]) => kept.has(name));
  const more = left_out.length === 0 ? [] : [['left_out', left_out.slice(0, 100)] as const];
  return JSON.stringify(Object.fromEntries([...entries, ...more]));
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}

function sizeOf(name: string, value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value)) + Buffer.byteLength(name) + 4;
}
