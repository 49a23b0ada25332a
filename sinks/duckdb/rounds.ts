import type { StoredTable } from '../../schemas/tables.ts';
import type { Slice } from './slices.ts';

/**
 * Parts of the slices (of one table, in log order) that are applied one after the other. Inside a round the order of a
 * row's tombstones and values does not matter.
 *
 * - `latest`: one round, in which the last record of a key is what counts.
 * - `highest_version`: a tombstone takes away what was put before it, up to its version, so that and what comes after it
 *   stay apart: in a round a row has values or tombstones, not both.
 */
export function roundsOf({ keeps }: StoredTable, slices: readonly Slice[]): Slice[][] {
  if (keeps === 'latest' || slices.every(({ rows }) => rows.gone === 0)) return [[...slices]];
  const rounds: Slice[][] = [];
  let round: Slice[] = [];
  const [put, gone] = [new Set<string>(), new Set<string>()];
  for (const { rows, from, to } of slices) {
    let begin = from;
    for (let row = from; row < to; row++) {
      const entity = rows.entity(row);
      const [same, other] = rows.isGone(row) ? [gone, put] : [put, gone];
      if (other.has(entity)) {
        if (begin < row) round.push({ rows, from: begin, to: row });
        rounds.push(round);
        [round, begin] = [[], row];
        put.clear();
        gone.clear();
      }
      same.add(entity);
    }
    round.push({ rows, from: begin, to });
  }
  rounds.push(round);
  return rounds;
}
