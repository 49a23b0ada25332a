// `npm test [-- vitest's arguments]`: build, check, then every test. The last line is `N passed, N failed`.
// A file that cannot be loaded, a hook that fails, an error outside of any test and a failed check count as failures.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const only = process.argv.slice(2);

function run(...args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function test() {
  if (run('scripts/build.mjs') !== 0) return { passed: 0, failed: 1 };
  const checked = only.length > 0 || run('scripts/check.mjs', '--no-build') === 0;
  const folder = mkdtempSync(join(tmpdir(), 'regulars-results-'));
  const file = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const status = run('node_modules/vitest/vitest.mjs', 'run', ...reporters, ...only);
  const { passed, failed } = count(file);
  rmSync(folder, { recursive: true, force: true });
  // Vitest fails without a failed test when something went wrong between them.
  return { passed, failed: Math.max(failed, status === 0 ? 0 : 1) + (checked ? 0 : 1) };
}

function count(results) {
  let files;
  try {
    files = JSON.parse(readFileSync(results, 'utf8')).testResults;
  } catch {
    return { passed: 0, failed: 1 };
  }
  const of = (result, name) => result.assertionResults.filter((test) => test.status === name).length;
  let passed = 0;
  let failed = 0;
  for (const result of files) {
    passed += of(result, 'passed');
    failed += Math.max(of(result, 'failed'), result.status === 'failed' ? 1 : 0);
  }
  return { passed, failed };
}

const { passed, failed } = test();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
