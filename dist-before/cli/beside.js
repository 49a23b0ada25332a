import { openDataDir } from '../runtime/data-dir/layout.js';
import { running } from '../runtime/data-dir/presence.js';
import { Failure } from '../runtime/failures.js';
import { ask } from '../runtime/http/ask.js';
/** The process of this data directory and instance that has the role and can be asked; undefined: none. */
export async function besideWith(dataDir, role, instance) {
    const all = await running(openDataDir(dataDir));
    return all.find((one) => one.roles.includes(role) && one.instance === (instance ?? null));
}
/** Asks it. Failure when it is still starting, or has gone meanwhile. */
export async function askBeside(beside, name, input, asking) {
    if (beside.control === null) {
        const message = `process ${beside.pid} (regulars ${beside.command}) is still starting: try again in a moment`;
        throw new Failure('retry', 'still_starting', { message });
    }
    return ask(beside.control, name, input, asking);
}
//# sourceMappingURL=beside.js.map