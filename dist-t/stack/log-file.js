import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
const maxBytes = 2 << 20;
/** A log file of at most 2 MiB and one predecessor of the same size (`.1`), with its last lines at hand. */
export class LogFile {
    path;
    #bytes;
    #tail = [];
    constructor(path) {
        mkdirSync(dirname(path), { recursive: true });
        this.path = path;
        this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    }
    append(text) {
        if (this.#bytes > maxBytes) {
            renameSync(this.path, `${this.path}.1`);
            this.#bytes = 0;
        }
        appendFileSync(this.path, text);
        this.#bytes += Buffer.byteLength(text);
        this.#tail = [...this.#tail, ...text.split('\n').filter((line) => line.trim() !== '')].slice(-15);
    }
    /** The last lines, as they are shown with an error. */
    tail() {
        return this.#tail.map((line) => `  ${line.slice(0, 300)}`).join('\n');
    }
}
//# sourceMappingURL=log-file.js.map