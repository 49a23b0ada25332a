import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
const FILE = 'sandbox-clock.json';
const EVERY_MS = 500;
const AHEAD_MS = 1_500;
/**
 * The sandbox's time. Begins at the anchor, goes on from where it stopped, and never runs backwards, killed or not: a
 * moment is shown only after a file that reserves it has been written, and a start begins at what was reserved.
 */
export class SandboxClock {
    anchor_ms;
    speed;
    options;
    timer;
    from_ms;
    started = performance.now();
    reserved_ms;
    writing = null;
    closed = false;
    constructor(options, kept) {
        this.options = options;
        this.speed = options.speed;
        this.anchor_ms = kept?.anchor_ms ?? options.anchor_ms ?? Date.now();
        this.from_ms = kept?.reserved_ms ?? this.anchor_ms;
        this.reserved_ms = this.from_ms;
        this.timer = this.speed > 0 ? setInterval(() => void this.reserve(), EVERY_MS) : null;
    }
    /** Resolves once the first moments are reserved. Rejects where the kept clock is of another world (seed, orders …). */
    static async start(options) {
        const { dataDir } = options;
        if (dataDir !== null)
            await mkdir(dataDir, { recursive: true });
        const kept = dataDir === null ? null : await readKept(join(dataDir, FILE));
        if (kept)
            refuseOtherWorld(kept.world, options.world);
        const clock = new SandboxClock(options, kept);
        await clock.reserve();
        return clock;
    }
    now_ms() {
        return Math.min(this.reckoned_ms(), this.reserved_ms);
    }
    /** Stands still from here on; the next start goes on from this very moment. */
    async close() {
        if (this.timer)
            clearInterval(this.timer);
        this.reserved_ms = this.now_ms();
        this.closed = true;
        await this.writing;
        await this.keep(this.reserved_ms);
    }
    reckoned_ms() {
        return this.from_ms + Math.floor((performance.now() - this.started) * this.speed);
    }
    /** Where the file cannot be written, the clock stands still at what is reserved, and says why. */
    reserve() {
        this.writing ??= this.reserveNow()
            .catch((failure) => void process.stderr.write(`sandbox: the clock stands still: ${String(failure)}\n`))
            .finally(() => {
            this.writing = null;
        });
        return this.writing;
    }
    async reserveNow() {
        const ahead_ms = Math.max(this.reserved_ms, this.reckoned_ms() + Math.floor(AHEAD_MS * this.speed));
        await this.keep(ahead_ms);
        if (!this.closed)
            this.reserved_ms = ahead_ms;
    }
    async keep(reserved_ms) {
        if (this.options.dataDir === null)
            return;
        const kept = { anchor_ms: this.anchor_ms, reserved_ms, world: this.options.world };
        await writeWhole(join(this.options.dataDir, FILE), `${JSON.stringify(kept)}\n`);
    }
}
/** Replaces a file in one step: after a crash it holds the old text or the new, never half of one. */
async function writeWhole(path, text) {
    const beside = `${path}.next`;
    const file = await open(beside, 'w');
    try {
        await file.writeFile(text);
        await file.sync();
    }
    finally {
        await file.close();
    }
    await rename(beside, path);
}
async function readKept(path) {
    let text;
    try {
        text = await readFile(path, 'utf8');
    }
    catch (failure) {
        if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT')
            return null;
        throw failure;
    }
    const kept = JSON.parse(text);
    if (!isKept(kept))
        throw new Error(`${path} is not a sandbox clock; remove it to begin a new world`);
    return kept;
}
function isKept(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { anchor_ms, reserved_ms, world } = value; // read only to be checked, key by key
    return (Number.isSafeInteger(anchor_ms) && Number.isSafeInteger(reserved_ms) && typeof world === 'object' && world !== null);
}
function refuseOtherWorld(kept, wanted) {
    for (const [key, value] of Object.entries(wanted)) {
        if (kept[key] !== value) {
            throw new Error(`the sandbox of this data directory was begun with ${key} ${kept[key]}, not ${value}; use that, or another data directory`);
        }
    }
}
//# sourceMappingURL=clock.js.map