import { Failure } from '../../failures.ts';
import { NO_RECORDS, recordsWhere } from '../record.ts';
import type { RecordBatch, ScanRange } from '../types.ts';
import type { Link } from './link.ts';
import type { Names } from './names.ts';
import { endsOf } from './offsets.ts';
import type { Fetched, RecordPath } from './record-path.ts';

/** For how long the broker may be away in the middle of a scan. */
const FETCH_MS = 30_000;
const WAIT_MS = 250;

export interface ScanParts {
  readonly link: Link;
  readonly path: RecordPath;
  readonly names: Names;
}

/** Reads one range, fetching the next batch while the reader is at work on this one. */
export async function scan(
  { topic, partition, from, to }: ScanRange,
  each: (batch: RecordBatch) => void | Promise<void>,
  parts: ScanParts,
): Promise<number> {
  const at = { topic: parts.names.wire(topic), partition };
  let position = from;
  let coming = position < to ? fetchFrom({ ...at, offset: position }, parts) : undefined;
  while (coming !== undefined) {
    const { records, next_offset, end_offset } = await coming;
    position = Math.min(next_offset, to);
    coming = position < to ? fetchFrom({ ...at, offset: position }, parts) : undefined;
    // Should the reader throw, nobody awaits what is coming.
    coming?.catch(() => {});
    const below = next_offset <= to ? records : recordsWhere(records, ({ offset }) => offset < to);
    if (below.length > 0) await each({ topic, partition, records: below, next_offset: position, end_offset });
  }
  return position;
}

async function fetchFrom(at: { topic: string; partition: number; offset: number }, parts: ScanParts): Promise<Fetched> {
  const { link, path } = parts;
  for (;;) {
    const [found] = await link.persist({ doing: `reading ${at.topic}`, within_ms: FETCH_MS }, async () =>
      path.fetch(await link.leader(at.topic, at.partition), [at], WAIT_MS),
    );
    if (found?.out_of_range) return afterTheGap(at, parts);
    if (found !== undefined && found.next_offset > at.offset) return found;
  }
}

/** The log begins later than the range: what was there has been deleted. */
async function afterTheGap(
  at: { topic: string; partition: number; offset: number },
  { link }: ScanParts,
): Promise<Fetched> {
  const [ends] = await endsOf(link, at.topic, [at.partition]);
  const { begin, end } = ends!;
  if (begin > at.offset)
    return { ...at, records: NO_RECORDS, next_offset: begin, end_offset: end, out_of_range: false };
  const message = `${at.topic} ends at ${end}, it was to be read from ${at.offset}: it is not the log it was`;
  throw new Failure('fatal', 'log_is_shorter', { message });
}
