import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from './child.js';
import { StackError } from './errors.js';
import { supervisorExit } from './job.js';
import { supervisorScript } from './paths.js';
/** Starts a supervisor in a session of its own, which neither a terminal's Ctrl-C nor the end of this process reaches. */
export function startSupervisor(job, paths) {
    const script = supervisorScript();
    if (!existsSync(script))
        throw new StackError('not_built', `${script} is missing: run \`npm run build\` first.`);
    mkdirSync(paths.logs, { recursive: true });
    const log = join(paths.logs, 'supervisor.log');
    const out = openSync(log, 'w');
    const child = spawn(process.execPath, [script, JSON.stringify(job)], {
        detached: true,
        cwd: paths.root,
        env: childEnvironment,
        stdio: ['ignore', out, out],
    });
    closeSync(out);
    // A task is waited for, a supervisor that serves outlives this process.
    if (job.task === 'serve')
        child.unref();
    const ended = endOf(child, log);
    ended.catch(() => { });
    return { isRunning: () => child.exitCode === null && child.signalCode === null, ended };
}
function endOf(child, log) {
    return new Promise((resolve, reject) => {
        const fail = (how) => {
            const said = readFileSync(log, 'utf8').trim().split('\n').slice(-10).join('\n');
            reject(new StackError('supervisor_failed', `the stack's supervisor failed (${how}); ${log} says:\n${said}`));
        };
        child.on('error', (error) => fail(error.message));
        child.on('exit', (code, signal) => {
            if (code === 0 || code === supervisorExit.occupied)
                return resolve(code === 0);
            fail(signal ?? `exit code ${code}`);
        });
    });
}
//# sourceMappingURL=supervisor-process.js.map