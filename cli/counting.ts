import { SingleBar } from 'cli-progress';
import type { Output } from './output.ts';

/** Shows how many of something are done: a bar where somebody watches, else a line now and then. */
export interface Counting {
  readonly done: number;
  at(done: number): void;
  close(): void;
}

export interface Counted {
  /** The command that counts. */
  readonly what: string;
  /** What is counted, in the plural. */
  readonly unit: string;
  readonly total: number;
}

const LINE_EVERY_MS = 5000;

export function openCounting(output: Output, counted: Counted): Counting {
  const show = output.interactive ? bar(counted) : lines(output, counted);
  let done = 0;
  return {
    get done() {
      return done;
    },
    at(now) {
      done = now;
      show.at(now);
    },
    close: () => show.close(),
  };
}

function bar({ what, unit, total }: Counted): Pick<Counting, 'at' | 'close'> {
  const one = new SingleBar({
    stream: process.stderr,
    format: `${what} {bar} {value}/{total} ${unit}, {eta_formatted} left`,
    hideCursor: null,
    gracefulExit: false,
    emptyOnZero: true,
  });
  one.start(total, 0);
  return { at: (done) => one.update(done), close: () => one.stop() };
}

function lines(output: Output, { unit, total }: Counted): Pick<Counting, 'at' | 'close'> {
  let told_ms = performance.now();
  return {
    at(done) {
      if (performance.now() - told_ms < LINE_EVERY_MS) return;
      told_ms = performance.now();
      output.note(`${done} of ${total} ${unit}`);
    },
    close() {},
  };
}
