import { type Counting, openCounting } from '../counting.ts';
import type { Output } from '../output.ts';
import type { ApplyProgress } from './told.ts';

/** Shows how many PATCHes are answered, from when it is known how many there are. */
export interface Answered {
  readonly last: ApplyProgress | undefined;
  readonly at: (now: ApplyProgress) => void;
  close(): void;
}

export function openAnswered(output: Output): Answered {
  let last: ApplyProgress | undefined;
  let counting: Counting | undefined;
  return {
    get last() {
      return last;
    },
    at(now) {
      last = now;
      counting ??= openCounting(output, { what: 'apply', unit: 'PATCHes', total: now.open });
      counting.at(now.answered);
    },
    close: () => counting?.close(),
  };
}
