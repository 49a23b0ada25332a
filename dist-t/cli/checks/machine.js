import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { findJava, requireMaven } from '../../stack/tools.js';
import { fine, wrong } from './check.js';
const NODE = [20, 19];
const GB = 1e9;
const DISK_BYTES = 2 * GB;
/** Broker, registry and the pipeline with its warehouse, at rest. */
const MEMORY_BYTES = 1.5 * GB;
/** Node, disk and memory; Java and Maven where the local stack needs them. */
export async function checkMachine(settings) {
    const local = settings.config.kafka.brokers === undefined;
    const tools = local ? [tool('Java 17 or later', findJava), tool('Maven 3.6 or later', requireMaven)] : [];
    return [checkNode(process.versions.node), ...(await Promise.all([...tools, disk(settings.dataDir)])), memory()];
}
export function checkNode(version) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const what = `Node ${version}`;
    if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1]))
        return fine(what);
    return wrong(what, `install Node ${NODE.join('.')} or later`);
}
async function tool(what, find) {
    try {
        await find();
        return fine(what);
    }
    catch (error) {
        return wrong(what, error instanceof Error ? error.message : String(error));
    }
}
async function disk(dataDir) {
    const { bavail, bsize } = await statfs(nearest(dataDir));
    const free = bavail * bsize;
    const what = `disk: ${gigabytes(free)} free for ${dataDir}`;
    if (free >= DISK_BYTES)
        return fine(what);
    return wrong(what, `make room, at least ${gigabytes(DISK_BYTES)}, or set REGULARS_DATA_DIR to another disk`);
}
/** The folder itself, or the first one above that exists. */
function nearest(folder) {
    return existsSync(folder) || folder === dirname(folder) ? folder : nearest(dirname(folder));
}
function memory() {
    const what = `memory: ${gigabytes(totalmem())}, ${gigabytes(freemem())} of it free`;
    return totalmem() >= MEMORY_BYTES
        ? fine(what)
        : wrong(what, `use a machine with ${gigabytes(MEMORY_BYTES)} at least`);
}
function gigabytes(bytes) {
    return `${(bytes / GB).toFixed(1)} GB`;
}
//# sourceMappingURL=machine.js.map