import { mkdirSync, rmSync } from 'node:fs';
import { supervisorExit } from './job.js';
import { takeLock } from './lock.js';
import { stackPaths } from './paths.js';
import { serve } from './serve.js';
import { endOrphans } from './sweep.js';
/**
 * The process that owns the broker and the registry of one data directory. Started detached by the first user, it ends
 * after the last. Two of them for one directory cannot be: the second leaves with `supervisorExit.occupied`.
 */
async function main(job) {
    const paths = stackPaths(job.dataDir);
    const lock = takeLock(paths.root, 'supervisor');
    if (lock.kind === 'held') {
        process.exitCode = supervisorExit.occupied;
        return;
    }
    if (job.task === 'serve') {
        await serve(job, paths);
    }
    else {
        await endOrphans(paths.marker);
        if (job.task === 'reset')
            deleteStored(paths);
    }
    lock.release();
    process.exit();
}
function deleteStored(paths) {
    for (const dir of [paths.kafka, paths.registry, paths.logs, paths.temporary]) {
        rmSync(dir, { recursive: true, force: true });
    }
    mkdirSync(paths.logs);
}
// The starter of this process wrote the argument, from the same version of this package.
const job = JSON.parse(process.argv[2] ?? '{}');
await main(job);
//# sourceMappingURL=supervisor.js.map