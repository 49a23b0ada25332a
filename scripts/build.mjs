// Compiles to dist/, and makes `npx regulars` work in a checkout, where npm links no `bin` of the package itself.
// With no compiler installed (a production install of the packed tarball) dist/ is already there.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const tsc = at('node_modules/typescript/bin/tsc');
if (!existsSync(tsc)) process.exit(0);
const built = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: at('.'), stdio: 'inherit' });
if (existsSync(at('dist/cli/main.js')) && process.platform !== 'win32') {
  chmodSync(at('dist/cli/main.js'), 0o755);
  const link = at('node_modules/.bin/regulars');
  if (existsSync(at('node_modules/.bin')) && lstatSync(link, { throwIfNoEntry: false }) === undefined) {
    symlinkSync('../../dist/cli/main.js', link);
  }
}
process.exit(built.status ?? 1);
