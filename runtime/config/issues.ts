import type { z } from 'zod';
import { keysAt, legalAt } from './json-schema.ts';
import type { Path, Problem } from './problems.ts';
import { didYouMean, keyText } from './problems.ts';
import { showValue } from './show.ts';

/** The raw document that the issues are about. */
export interface Examined {
  readonly value: unknown;
  readonly fromEnvironment: ReadonlySet<string>;
  readonly lineOf: (path: Path) => number | undefined;
}

/** Each issue as a problem that names the key, the value and the legal values. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], examined: Examined): Problem[] {
  return issues.flatMap((issue) => {
    const path = pathOf(issue.path);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key], examined));
    if (issue.code === 'invalid_key') return [wrongName(path, examined)];
    return [wrongValue(path, examined)];
  });
}

export function wrongValue(path: Path, examined: Examined, legal = legalAt(path)): Problem {
  return located({ key: keyText(path) || 'the config', value: shown(path, examined), legal }, path, examined);
}

function unknownKey(path: Path, examined: Examined): Problem {
  const name = String(path.at(-1));
  const known = keysAt(path.slice(0, -1));
  const meant = didYouMean(name, known);
  const legal = meant === undefined ? known.join(', ') : `${known.join(', ')}; did you mean "${meant}"?`;
  return located({ key: keyText(path), value: `unknown key, ${shown(path, examined)}`, legal }, path, examined);
}

/** A name that is no legal one in an object of free names, such as a currency. */
function wrongName(path: Path, examined: Examined): Problem {
  const legal = legalAt(path.slice(0, -1));
  return located({ key: keyText(path), value: `the name ${JSON.stringify(path.at(-1))}`, legal }, path, examined);
}

function located(problem: Problem, path: Path, examined: Examined): Problem {
  const line = examined.lineOf(path);
  return line === undefined ? problem : { ...problem, line };
}

function shown(path: Path, examined: Examined): string {
  return showValue(valueAt(examined.value, path), path, examined.fromEnvironment);
}

function pathOf(path: readonly PropertyKey[]): Path {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}

/** What lies at `path` in a value of unknown shape; undefined where there is nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, part)) return undefined;
    // An object's own properties can be read by name, whatever it is.
    return (inner as Record<string | number, unknown>)[part];
  }, value);
}
