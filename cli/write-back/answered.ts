import { type Counting, openCounting } from '../counting.ts';
import type { Output } from '../output.ts';
import type { ApplyProgress } from './told.ts';

/** Standing still for so long it says why. */
const STILL_MS = 5_000;

/** Shows how many PATCHes are answered, from when it is known how many there are, and what they wait for. */
export interface Answered {
  readonly last: ApplyProgress | undefined;
  readonly at: (now: ApplyProgress) => void;
  close(): void;
}

export function openAnswered(output: Output): Answered {
  let last: ApplyProgress | undefined;
  let counting: Counting | undefined;
  let since_ms = 0;
  let told: string | null = null;
  const tell = ({ waits_for }: ApplyProgress) => {
    if (waits_for === null || waits_for === told || performance.now() - since_ms < STILL_MS) return;
    told = waits_for;
    output.note(`PATCHes wait for ${waits_for}`);
  };
  return {
    get last() {
      return last;
    },
    at(now) {
      if (now.answered !== last?.answered) since_ms = performance.now();
      last = now;
      counting ??= openCounting(output, { what: 'apply', unit: 'PATCHes', total: now.open });
      counting.at(now.answered);
      tell(now);
    },
    close: () => counting?.close(),
  };
}
