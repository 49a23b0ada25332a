import { nodeAt } from './json-schema.ts';
import type { Path } from './problems.ts';
import type { Config } from './schema.ts';

/** Every value of the config that may not be shown anywhere, for the log to hide. */
export function secretsOf(config: Config): readonly string[] {
  return collect(config, []);
}

function collect(value: unknown, path: Path): string[] {
  if (typeof value === 'string') return nodeAt(path)?.secret === true ? [value] : passwordIn(value);
  if (Array.isArray(value)) return value.flatMap((item, index) => collect(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => collect(item, [...path, name]));
}

/** `https://user:password@host` */
function passwordIn(text: string): string[] {
  if (!text.includes('@') || !URL.canParse(text)) return [];
  const { password } = new URL(text);
  return password === '' ? [] : [password, decodeURIComponent(password)];
}
