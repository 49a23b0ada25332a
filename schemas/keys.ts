import type { Topic } from './topics.ts';

/**
 * Keys are UTF-8 strings, their parts joined by `|`. A part that itself holds `|` (legal in an e-mail's local part) or
 * `%` has them percent-escaped (`%7C`, `%25`), so that the parts can be told apart again.
 */
export function joinKey(parts: readonly (string | number)[]): string {
  return parts.map(escapePart).join('|');
}

/** The parts of a key, unescaped. The inverse of {@link joinKey}. */
export function splitKey(key: string): string[] {
  const parts = key.split('|');
  if (!key.includes('%')) return parts;
  return parts.map((part) => part.replaceAll('%7C', '|').replaceAll('%25', '%'));
}

/** What a record's partition is the hash of: the key up to its first `|`. */
export function entityOf(key: string): string {
  const end = key.indexOf('|');
  return end === -1 ? key : key.slice(0, end);
}

export function keyOf<T>(topic: Topic<T>, value: T): string {
  let key = '';
  let bar = '';
  for (const field of topic.key) {
    key += bar + escapePart(String(value[field]));
    bar = '|';
  }
  return key;
}

function escapePart(part: string | number): string {
  if (typeof part === 'number') return String(part);
  if (!part.includes('|') && !part.includes('%')) return part;
  return part.replaceAll('%', '%25').replaceAll('|', '%7C');
}

/** The system that an id is from, as all ids from outside say it: `<upstream>:<id>`. */
export function upstreamOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}

/** Systems whose ids others may name. */
const systems: ReadonlySet<string> = new Set([
  ...['file', 'sevenrooms', 'service', 'toast', 'square', 'typeform', 'medallia', 'klaviyo', 'mailchimp'],
  ...['opentable', 'resy'],
]);

/** Whether an id says already which system it is from. */
export function saysItsUpstream(id: string): boolean {
  const end = id.indexOf(':');
  return systems.has(id.slice(0, Math.max(0, end))) && id.length > end + 1;
}
