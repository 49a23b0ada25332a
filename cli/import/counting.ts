import { SingleBar } from 'cli-progress';
import type { Output } from '../output.ts';

/** Shows how many rows are published: a bar where somebody watches, else a line now and then. */
export interface Counting {
  readonly rows: number;
  at(rows: number): void;
  close(): void;
}

const LINE_EVERY_MS = 5000;

export function openCounting(output: Output, total: number): Counting {
  const show = output.interactive ? bar(total) : lines(output, total);
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    at(now) {
      rows = now;
      show.at(now);
    },
    close: () => show.close(),
  };
}

function bar(total: number): Pick<Counting, 'at' | 'close'> {
  const one = new SingleBar({
    stream: process.stderr,
    format: 'import {bar} {value}/{total} rows, {eta_formatted} left',
    hideCursor: null,
    gracefulExit: false,
    emptyOnZero: true,
  });
  one.start(total, 0);
  return { at: (rows) => one.update(rows), close: () => one.stop() };
}

function lines(output: Output, total: number): Pick<Counting, 'at' | 'close'> {
  let told_ms = performance.now();
  return {
    at(rows) {
      if (performance.now() - told_ms < LINE_EVERY_MS) return;
      told_ms = performance.now();
      output.note(`${rows} of ${total} rows`);
    },
    close() {},
  };
}
