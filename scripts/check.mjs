// `npm run check`: types, lint and format, generated files fresh, dependency directions. Exit 1 if any is not so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = (file, ...args) => [process.execPath, [file, ...args]];

const generators = ['dist/schemas/generate.js', 'dist/runtime/config/generate.js', 'dist/sinks/duckdb/generate.js'];
const present = process.argv.includes('--no-build') ? [] : [['build', node('scripts/build.mjs')]];
const steps = [
  ...present,
  ['types', node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit', '--incremental', 'false')],
  ['lint and format', node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.')],
  // Whether it is there is asked at the time, since the build comes first.
  ...generators.map((file) => [`fresh: ${file}`, node(file, '--check'), () => existsSync(`${root}${file}`)]),
  [
    'dependency directions',
    node('node_modules/vitest/vitest.mjs', 'run', '--project', 'pure', 'test/dependencies.test.ts'),
  ],
];

let failed = 0;
for (const [name, [command, args], wanted] of steps) {
  if (wanted?.() === false) continue;
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  console.log(`${status === 0 ? 'ok' : 'NOT OK'}  ${name}`);
  if (status === 0) continue;
  failed++;
  console.log(`${stdout}${stderr}`.trimEnd());
}
process.exitCode = failed === 0 ? 0 : 1;
