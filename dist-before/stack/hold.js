import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { birthOf } from './processes.js';
/** A hold ends with the machine's run: the birth of process 1 tells one from the next. */
const thisRun = () => birthOf(1) ?? 'unknown';
/** Keeps the stack of `file`'s data directory up without users, also over the supervisor's death. */
export function hold(file) {
    writeFileSync(file, thisRun());
}
export function releaseHold(file) {
    rmSync(file, { force: true });
}
/** True when the stack was held in this run of the machine. */
export function isHeld(file) {
    return existsSync(file) && readFileSync(file, 'utf8') === thisRun();
}
//# sourceMappingURL=hold.js.map