import type { Environment } from './environment.ts';
import type { Path, Problem } from './problems.ts';
import { keyText } from './problems.ts';

export interface Substituted {
  readonly value: unknown;
  /** Keys whose value came from the environment, in whole or in part: never shown. */
  readonly fromEnvironment: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** `${NAME}` inside a string becomes the environment variable NAME. One that is not set is a problem. */
export function substitute(value: unknown, env: Environment): Substituted {
  const fromEnvironment = new Set<string>();
  const problems: Problem[] = [];

  function inText(text: string, path: Path): string {
    return text.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
      const key = keyText(path);
      fromEnvironment.add(key);
      const found = Object.hasOwn(env, name) ? env[name] : undefined;
      if (found !== undefined) return found;
      problems.push({ key, value: whole, legal: `the name of an environment variable; ${name || 'it'} is not set` });
      return whole;
    });
  }
  function walk(node: unknown, path: Path): unknown {
    if (typeof node === 'string') return inText(node, path);
    if (Array.isArray(node)) return node.map((item, index) => walk(item, [...path, index]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, walk(inner, [...path, name])]));
  }
  return { value: walk(value, []), fromEnvironment, problems };
}
