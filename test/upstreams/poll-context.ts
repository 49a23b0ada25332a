import { KeptMarks } from '../../runtime/sources/marks.ts';
import type { PollContext } from '../../runtime/types.ts';

/** A poll at that moment, of a source that nobody stops, with nothing remembered and nothing published. */
export function pollContext(now_ms: number, more: Partial<PollContext> = {}): PollContext {
  return { now_ms, signal: new AbortController().signal, marks: new KeptMarks(), follow: async () => [], ...more };
}
