import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../failures.js';
import { hold, isHeld } from './exclusive.js';
const runningSchema = z.object({
    pid: z.int(),
    command: z.string(),
    roles: z.array(z.string()),
    instance: z.string().nullable(),
    started_at: z.string(),
    control: z.object({ url: z.string(), token: z.string() }).nullable(),
    url: z.string().nullable(),
});
/** Takes all roles or none. Failure `already_running`, naming who has one of them. */
export async function enter(dataDir, entrance) {
    const instance = entrance.instance ?? null;
    const holds = [];
    for (const role of entrance.roles) {
        const held = await hold(dataDir.run, lockOf(role, instance));
        if (held === null) {
            await releaseAll(holds);
            throw await alreadyRunning(dataDir, role, instance);
        }
        holds.push(held);
    }
    return present(dataDir, { ...entrance, instance }, holds);
}
function lockOf(role, instance) {
    return instance === null ? role : `${role}@${instance}`;
}
async function present(dataDir, { command, roles, instance }, holds) {
    const name = `process-${randomUUID()}`;
    const alive = await hold(dataDir.run, name);
    if (alive !== null)
        holds.push(alive);
    const file = join(dataDir.run, `${name}.json`);
    const started_at = new Date().toISOString();
    let self = { pid: process.pid, command, roles, instance, started_at, control: null, url: null };
    const write = () => {
        mkdirSync(dataDir.run, { recursive: true, mode: 0o700 });
        writeFileSync(`${file}.new`, `${JSON.stringify(self, null, 2)}\n`, { mode: 0o600 });
        renameSync(`${file}.new`, file);
    };
    write();
    return {
        get self() {
            return self;
        },
        announce(reachable) {
            self = { ...self, ...reachable };
            write();
        },
        async leave() {
            rmSync(file, { force: true });
            await releaseAll(holds);
        },
    };
}
async function releaseAll(holds) {
    await Promise.all(holds.map((held) => held.release()));
}
/** The processes that run in the data directory now, this one included. Takes away what dead ones left. */
export async function running(dataDir) {
    const files = readdirSync(dataDir.run).filter((file) => /^process-.*\.json$/.test(file));
    const found = await Promise.all(files.map((file) => readRunning(dataDir, file)));
    return found.filter((one) => one !== undefined).sort((a, b) => a.started_at.localeCompare(b.started_at));
}
async function readRunning(dataDir, file) {
    if (!(await isHeld(dataDir.run, file.replace(/\.json$/, '')))) {
        rmSync(join(dataDir.run, file), { force: true });
        return undefined;
    }
    try {
        return runningSchema.parse(JSON.parse(readFileSync(join(dataDir.run, file), 'utf8')));
    }
    catch {
        // It has just left.
        return undefined;
    }
}
async function alreadyRunning(dataDir, role, instance) {
    const all = await running(dataDir);
    const first = all.find((one) => one.roles.includes(role) && one.instance === instance);
    const who = first === undefined ? 'another process' : `process ${first.pid} (regulars ${first.command})`;
    const since = first === undefined ? '' : ` since ${first.started_at}`;
    const own = instance === null ? '--instance NAME' : 'another --instance NAME';
    const message = `${role} of ${dataDir.path} is run by ${who}${since}: stop that one, or give this one a state of its own with ${own}`;
    return new Failure('fatal', 'already_running', { message });
}
//# sourceMappingURL=presence.js.map