/** Where a command's words go. Results: standard output. All else: standard error. */
export interface Output {
  /** A line of the result. */
  print(line: string): void;
  /** A line for the person who waits. */
  note(line: string): void;
  /** Whether somebody watches: then lines may be drawn anew. */
  readonly interactive: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
}

export const processOutput: Output = {
  print: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
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
