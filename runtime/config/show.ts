import { nodeAt } from './json-schema.ts';
import type { Path } from './problems.ts';
import { keyText } from './problems.ts';

const secretName = /secret|token|password|passphrase|credential|api_?key|signature_?key|client_?id|auth/i;
const secretPlaces = new Set<string | number>(['upstreams', 'kafka', 'http']);
const HIDDEN = '(hidden)';

/**
 * The value at `path` as it may be shown. Hidden: what is declared a secret, what came from the environment, texts
 * under names that sound like one, and texts under unknown names where credentials are kept.
 */
export function showValue(value: unknown, path: Path, fromEnvironment: ReadonlySet<string>): string {
  if (value === undefined) return 'absent';
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'object') return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  if (value === '') return '""';
  return hidden(String(value), path, fromEnvironment) ? HIDDEN : shortened(JSON.stringify(value));
}

function hidden(value: string, path: Path, fromEnvironment: ReadonlySet<string>): boolean {
  // An `@` is in e-mail addresses and in addresses that carry a password.
  if (fromEnvironment.has(keyText(path)) || value.includes('@')) return true;
  const node = nodeAt(path);
  if (node !== undefined) return node.secret === true;
  return secretPlaces.has(path[0] ?? '') || path.some((part) => secretName.test(String(part)));
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 76)}…"`;
}
