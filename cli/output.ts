/** Where a command's words go. Results: standard output. All else: standard error. */
export interface Output {
  /** A line of the result. */
  print(line: string): void;
  /** A line for the person who waits. */
  note(line: string): void;
  /** A line that the next one replaces; where nobody watches, one in a while is noted. */
  pass(line: string): void;
  /** Whether somebody watches: then lines may be drawn anew. */
  readonly interactive: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
}

/** Shows how the stages come along until it is closed: bars where somebody watches, else a line now and then. */
export interface Progress {
  note(line: string): void;
  /** A line that the next one replaces. */
  pass(line: string): void;
  close(): void;
}

/** Back to the beginning of the line, and all of it away. */
const ERASE = '\r\x1b[2K';
const PASS_EVERY_MS = 5000;
let passing = false;
let passed_ms = Number.NEGATIVE_INFINITY;

export const processOutput: Output = {
  print: (line) => void process.stdout.write(`${line}\n`),
  note(line) {
    process.stderr.write(`${passing ? ERASE : ''}${line}\n`);
    passing = false;
  },
  pass(line) {
    if (processOutput.interactive) {
      process.stderr.write(`${ERASE}${line.slice(0, processOutput.columns - 1)}`);
      passing = true;
    } else if (performance.now() - passed_ms >= PASS_EVERY_MS) {
      passed_ms = performance.now();
      processOutput.note(line);
    }
  },
  get interactive() {
    return process.stderr.isTTY === true;
  },
  get columns() {
    return process.stderr.columns ?? 80;
  },
};

/** Resolves when what was printed has left the process. */
export async function flushed(): Promise<void> {
  const streams = [process.stdout, process.stderr];
  await Promise.all(streams.map((stream) => new Promise<void>((resolve) => stream.write('', () => resolve()))));
}
