import { spawn } from 'node:child_process';
import { Failure } from '../failures.js';
/**
 * Copies a file that this process has open, in a child process: a descriptor of it opened and closed here would drop
 * the lock on it. The copy replaces `to` as a whole, or not at all.
 */
export function copyInChild(from, to, signal) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, from, to], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: {},
        signal,
    });
    let said = '';
    child.stderr.on('data', (data) => {
        said = (said + data.toString()).slice(-2000);
    });
    return new Promise((resolve, reject) => {
        child.once('error', (error) => reject(new Failure('retry', 'copy_failed', { message: error.message, cause: error })));
        child.once('exit', (code) => {
            if (code === 0)
                resolve();
            else
                reject(new Failure('retry', 'copy_failed', { message: said.trim() || `exit ${code}` }));
        });
    });
}
const program = `
  import { constants, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
  const [from, to] = process.argv.slice(-2);
  const draft = to + '.' + process.pid + '.part';
  try {
    copyFileSync(from, draft, constants.COPYFILE_FICLONE);
    fsyncSync(openSync(draft, 'r+'));
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
`;
//# sourceMappingURL=copy.js.map