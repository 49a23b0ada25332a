import { joinKey } from '../../schemas/keys.ts';
import { topics } from '../../schemas/topics.ts';
import type { NewRecord } from '../log/types.ts';
import { type Encoding, recordOf, tombstoneOf } from '../tasks/records.ts';
import type { Marks } from '../types.ts';

/** The marks of one source, as they stand on the log. Kept as text: a source may have hundreds of thousands. */
export class KeptMarks implements Marks {
  readonly #byId = new Map<string, string>();

  get(id: string): unknown {
    const mark = this.#byId.get(id);
    return mark === undefined ? undefined : JSON.parse(mark);
  }

  *entries(): Iterable<readonly [string, unknown]> {
    for (const [id, mark] of this.#byId) yield [id, JSON.parse(mark)];
  }

  /** Null: forgotten. */
  keep(id: string, mark: string | null): void {
    if (mark === null) this.#byId.delete(id);
    else this.#byId.set(id, mark);
  }
}

/** Marks as a page gives them → as they are kept. */
export function writtenMarks(marks: ReadonlyMap<string, unknown> | undefined): ReadonlyMap<string, string | null> {
  return new Map([...(marks ?? [])].map(([id, mark]) => [id, mark === null ? null : JSON.stringify(mark)]));
}

export function markRecords(
  encoding: Encoding,
  source: string,
  marks: ReadonlyMap<string, string | null>,
): readonly NewRecord[] {
  return [...marks].map(([id, mark]) =>
    mark === null
      ? tombstoneOf(topics.marks, joinKey([source, id]), encoding.partitions)
      : recordOf(encoding, topics.marks, { source, id, mark }),
  );
}
