import type { Fields } from './fields.ts';

const LARGEST_EXTRA = 8192;

/** Keys that nobody knows, as they came, up to 8 KB of JSON; beyond it the names alone. Null where there are none. */
export function extraOf(fields: Fields, known: ReadonlySet<string>): string | null {
  const unknown = fields.names().filter((name) => !known.has(name));
  if (unknown.length === 0) return null;
  const text = writtenOrNull(Object.fromEntries(unknown.map((name) => [name, fields.raw(name) ?? null])));
  if (text !== null && text.length <= LARGEST_EXTRA) return text;
  return JSON.stringify({ left_out: unknown.slice(0, 50).map((name) => name.slice(0, 100)) });
}

/** Null where it is nested too deep to be written. */
function writtenOrNull(value: object): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}
