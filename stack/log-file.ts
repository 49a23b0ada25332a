import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const maxBytes = 2 << 20;

/** A log file of at most 2 MiB and one predecessor of the same size (`.1`), with its last lines at hand. */
export class LogFile {
  readonly path: string;
  #bytes: number;
  #tail: string[] = [];

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.path = path;
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  append(text: string): void {
    if (this.#bytes > maxBytes) {
      renameSync(this.path, `${this.path}.1`);
      this.#bytes = 0;
    }
    appendFileSync(this.path, text);
    this.#bytes += Buffer.byteLength(text);
    this.#tail = [...this.#tail, ...text.split('\n').filter(says)].slice(-15);
  }

  /** The last lines that say something, as they are shown with an error. */
  tail(): string {
    return this.#tail.map((line) => `  ${line.slice(0, 300)}`).join('\n');
  }
}

/** Neither empty nor a frame of Java's stack, of which one error would fill all that is shown. */
function says(line: string): boolean {
  return !/^\s*(at [\w.$]+\(.*|)$/.test(line);
}
