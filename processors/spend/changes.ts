import type { Loyalty } from '../loyalty.ts';
import type { Fact } from './fact.ts';
import type { Series } from './series.ts';
import { lowerBound } from './sorted.ts';

/** What one record changed of a guest. Infinity as an instant: never. */
export interface Change {
  readonly before: Fact | undefined;
  readonly after: Fact | undefined;
  /** Of the visits of `before` and `after`: when each began, before and after the change. */
  readonly visits: readonly { readonly from: number; readonly to: number }[];
  readonly loyalty: { readonly from: Loyalty | null; readonly to: Loyalty | null };
}

/**
 * The rows of the series, but for the changed order's own, that are not what they were: [from, to) by index. Between
 * two of the instants at which something begins or ends, all rows have changed or none has; so this costs the count
 * of those instants, not of the rows.
 */
export function* changedRows(series: Series, change: Change, window_ms: number): Generator<readonly [number, number]> {
  const instants = instantsOf(change, window_ms);
  for (let i = 0; i < instants.length; i++) {
    if (!differsAt(instants[i]!, series.currency, change, window_ms)) continue;
    const from = series.before(instants[i]!);
    const to = i + 1 < instants.length ? series.before(instants[i + 1]!) : series.size;
    if (from < to) yield [from, to];
  }
}

/** Ascending, each once, without Infinity. */
function instantsOf({ before, after, visits, loyalty }: Change, window_ms: number): number[] {
  const facts = [before, after].flatMap((f) =>
    f === undefined ? [] : [f.head.closed_at, f.head.closed_at + window_ms],
  );
  const all = [
    ...facts,
    ...visits.flatMap(({ from, to }) => [from, to]),
    changedAt(loyalty.from),
    changedAt(loyalty.to),
  ];
  const instants: number[] = [];
  for (const instant of all) {
    const index = lowerBound(instants, instant);
    if (instant !== Number.POSITIVE_INFINITY && instants[index] !== instant) instants.splice(index, 0, instant);
  }
  return instants;
}

/** Whether a row of the currency, as of this instant, has changed in any column. */
function differsAt(instant: number, currency: string, change: Change, window_ms: number): boolean {
  const has = (from: number) => (from <= instant ? 1 : 0);
  const visits = change.visits.reduce((sum, { from, to }) => sum + has(to) - has(from), 0);
  if (visits !== 0 || has(changedAt(change.loyalty.from)) !== has(changedAt(change.loyalty.to))) return true;
  const before = seenAt(instant, currency, change.before, window_ms);
  const after = seenAt(instant, currency, change.after, window_ms);
  return before.some((value, column) => value !== after[column]);
}

/** What the fact adds to a row as of the instant: lifetime net; net, covers and orders of the window. */
function seenAt(instant: number, currency: string, fact: Fact | undefined, window_ms: number): readonly number[] {
  if (fact === undefined || fact.head.currency !== currency || fact.head.closed_at > instant) return [0, 0, 0, 0];
  const inside = instant < fact.head.closed_at + window_ms;
  return [fact.net_minor, inside ? fact.net_minor : 0, inside ? fact.covers : 0, inside ? 1 : 0];
}

function changedAt(loyalty: Loyalty | null): number {
  return loyalty?.changed_at ?? Number.POSITIVE_INFINITY;
}
