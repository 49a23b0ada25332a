import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commands } from '../../cli/commands.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(`${root}/README.md`, 'utf8');

/** What is no part of the program. */
const others = new Set(['node_modules', 'dist', 'scripts', 'docs']);

test("the README's map names every folder, and none that is not there", () => {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([a-z]+)\/`/g)].map(([, name]) => name),
  );
  const there = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !others.has(entry.name))
    .map(({ name }) => name);
  expect(named.sort()).toEqual(there.sort());
});

test('every command that the README shows exists', () => {
  const shown = [...readme.matchAll(/npx regulars ([a-z]+)/g)].map(([, name]) => name);
  expect(shown.length).toBeGreaterThan(3);
  for (const name of shown) expect(Object.keys(commands)).toContain(name);
});

test('every file that the README points to is there', () => {
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path!);
  expect(links.length).toBeGreaterThan(3);
  for (const path of links) expect(() => readdirSync(`${root}/${path}`), path).not.toThrow(/ENOENT/);
});
