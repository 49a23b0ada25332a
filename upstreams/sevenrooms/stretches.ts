import { Failure } from '../../runtime/failures.ts';

/** Days of reservations, both included, as YYYY-MM-DD; null: all there are. */
export type Stretch = { readonly from: string; readonly to: string } | null;

const DAY_MS = 86_400_000;
const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2099-12-31';

/** What is read in the place of a stretch with more rows than SevenRooms gives: together the same days. */
export function shorter(stretch: Stretch, since_ms: number, now_ms: number): Stretch[] {
  if (stretch === null) {
    const [since, today] = [dayOf(Math.min(since_ms, now_ms)), dayOf(now_ms)];
    const parts = [
      { from: FIRST_DAY, to: shifted(since, -1) },
      { from: since, to: today },
      { from: shifted(today, 1), to: LAST_DAY },
    ];
    return parts.filter(({ from, to }) => from <= to);
  }
  const { from, to } = stretch;
  if (from === to) {
    const message = `more reservations on ${from} than SevenRooms gives at a time: nobody can read that day whole`;
    throw new Failure('fatal', 'too_many_on_a_day', { message });
  }
  const half = shifted(from, Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS / 2));
  return [
    { from, to: half },
    { from: shifted(half, 1), to },
  ];
}

/** Not before FIRST_DAY. */
function dayOf(at_ms: number): string {
  return new Date(Math.max(at_ms, Date.parse(FIRST_DAY))).toISOString().slice(0, 10);
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
