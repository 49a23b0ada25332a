import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom; what is not here is not allowed. `pipeline` is pipeline.ts. */
const everything = ['schemas', 'runtime', 'upstreams', 'producers', 'sinks', 'processors', 'pipeline'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  schemas: [],
  runtime: ['schemas'],
  upstreams: ['schemas', 'runtime'],
  producers: ['schemas', 'runtime', 'upstreams'],
  sinks: ['schemas', 'runtime', 'upstreams'],
  processors: ['schemas', 'runtime/types.ts'],
  pipeline: ['schemas', 'runtime', 'upstreams', 'producers', 'sinks', 'processors'],
  dashboard: everything,
  cli: [...everything, 'dashboard', 'stack', 'sandbox'],
  stack: [],
  sandbox: [],
};

interface Import {
  readonly from: string;
  /** A file of ours by its path, or a package. */
  readonly to: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
}

const statement =
  /^\s*(import|export)\s(type\s)?[^'";]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(statement)].map(([, , type, named, bare, dynamic]) => {
    const name = named ?? bare ?? dynamic ?? '';
    const ours = name.startsWith('.');
    const to = ours ? normalize(join(dirname(file), name)) : name;
    return { from: file, to, ours, typeOnly: type !== undefined };
  });
}

const folders = Object.keys(allowed).filter((name) => name !== 'pipeline');
const here = new Set(readdirSync(root));
const files = [
  ...folders.filter((folder) => here.has(folder)).flatMap(filesBelow),
  ...(here.has('pipeline.ts') ? ['pipeline.ts'] : []),
];
const imports = files.flatMap(importsOf);

function folderOf(file: string): string {
  return file === 'pipeline.ts' ? 'pipeline' : (file.split('/')[0] ?? '');
}

function mayImport({ from, to }: Import): boolean {
  const folder = folderOf(from);
  return folderOf(to) === folder || (allowed[folder] ?? []).some((name) => to === name || folderOf(to) === name);
}

const shown = ({ from, to }: Import) => `${from} → ${to}`;

describe('who imports whom', () => {
  test('there is something to look at', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.filter(({ ours }) => ours).length).toBeGreaterThan(100);
    const missing = imports.filter(({ ours, to }) => ours && !to.endsWith('.ts'));
    expect(missing.map(shown)).toEqual([]);
  });

  test.each(folders.filter((folder) => here.has(folder)))('%s imports only what it may', (folder) => {
    const wrong = imports.filter((it) => it.ours && folderOf(it.from) === folder && !mayImport(it));
    expect(wrong.map(shown)).toEqual([]);
  });

  test('only runtime speaks Kafka', () => {
    const wrong = imports.filter((it) => /^(kafkajs|@kafkajs\/)/.test(it.to) && folderOf(it.from) !== 'runtime');
    expect(wrong.map(shown)).toEqual([]);
  });

  test('only runtime/config reads the environment', () => {
    const readers = files.filter((file) =>
      /\bprocess\s*\.\s*env\b|\benv\b[^;'"]*from 'node:process'/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(readers.filter((file) => !file.startsWith('runtime/config/'))).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    expect(circles()).toEqual([]);
  });
});

describe('this test', () => {
  test.each([
    ["import { a } from './a.ts';", './a.ts'],
    ["import type { A } from '../x/a.ts';", '../x/a.ts'],
    ["import {\n  a,\n  type B,\n} from './b.ts';", './b.ts'],
    ["export { a } from './c.ts';", './c.ts'],
    ["import './d.ts';", './d.ts'],
    ["const e = await import('./e.ts');", './e.ts'],
    ["import kafka, { b } from 'kafkajs';", 'kafkajs'],
  ])('finds the import in %j', (text, expected) => {
    const [match] = [...text.matchAll(statement)];
    expect(match?.[3] ?? match?.[4] ?? match?.[5]).toBe(expected);
  });

  test('would find a step aside', () => {
    const step = { ours: true, typeOnly: false };
    expect(mayImport({ ...step, from: 'sinks/a.ts', to: 'producers/b.ts' })).toBe(false);
    expect(mayImport({ ...step, from: 'processors/a.ts', to: 'runtime/types.ts' })).toBe(true);
    expect(mayImport({ ...step, from: 'processors/a.ts', to: 'runtime/failures.ts' })).toBe(false);
    expect(mayImport({ ...step, from: 'stack/a.ts', to: 'runtime/config/load.ts' })).toBe(false);
  });
});

/** One line per circle of files; types alone make none. */
function circles(): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, ours, typeOnly } of imports) {
    if (ours && !typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at !== -1) found.add([...path.slice(at), file].map((one) => relative('.', one)).join(' → '));
    if (at !== -1 || done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return [...found];
}
