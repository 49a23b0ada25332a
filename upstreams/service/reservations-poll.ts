import { Failure } from '../../runtime/failures.ts';
import type { Decoded, Page, PollContext } from '../../runtime/types.ts';
import { topics } from '../../schemas/topics.ts';
import { priority } from '../shared/budget.ts';
import { refusal } from '../shared/untrusted.ts';
import { written } from '../shared/written.ts';
import type { ServicePages } from './api.ts';
import { SOURCE, type VenueOf } from './config.ts';
import { type Row, rowOf } from './decode.ts';
import { isFollowed, type Mark } from './mark.ts';
import { type ReadReservation, readReservation } from './reservation.ts';

export interface ReservationsCursor {
  /** Every change of the list before this instant has been read. Epoch ms. */
  readonly listed_to_ms: number;
  /** Positions on `reservation_events` up to which it is known what others have published. */
  readonly followed: readonly number[];
}

/** ASSUMPTION: a change is in the list so long after its `updated_at` at the latest; each poll reads so far back again. */
const OVERLAP_MS = 5 * 60_000;

/** ASSUMPTION: changes move the list by less than so many rows from one page to the next. */
const OVERLAP_ROWS = 10;
/** How often a list that moves is read before we give it up for now. */
const MOST_PASSES = 10;

/** Reservations whose events are asked for at once, and published together. */
const AT_ONCE = 32;

const PREFIX = 'service:';

export interface ReservationsPollOptions {
  readonly api: ServicePages;
  readonly venueOf: VenueOf;
  readonly start: ReservationsCursor;
  readonly context: PollContext;
  /** The first poll ever: it reads history. */
  readonly first: boolean;
}

/** A reservation to be read, and its row where the list shows a change. */
interface Due {
  readonly reservation_id: string;
  readonly row: Row | undefined;
}

/** One poll: what the list shows, then what others told of, then all that are not over. */
export class ReservationsPoll {
  private readonly options: ReservationsPollOptions;
  /** Read in this poll, with the mark that they have now. */
  private readonly read = new Map<string, Mark>();
  private listed_to_ms: number;

  constructor(options: ReservationsPollOptions) {
    this.options = options;
    this.listed_to_ms = options.start.listed_to_ms;
  }

  async *pages(): AsyncGenerator<Page<ReservationsCursor>> {
    const { start, context } = this.options;
    yield* this.changed();
    const found = new Set<string>();
    const followed = await context.follow(topics.reservation_events, start.followed, ({ upstream, reservation_id }) => {
      if (upstream === 'service' && reservation_id.startsWith(PREFIX)) found.add(reservation_id.slice(PREFIX.length));
    });
    yield* this.all([...found].filter((id) => this.markOf(id) === undefined));
    yield* this.all(this.followed());
    yield { decoded: [], cursor: { listed_to_ms: this.listed_to_ms, followed } };
  }

  /** What the list shows as changed since it was last read. Once more from its beginning where it moved meanwhile. */
  private async *changed(): AsyncGenerator<Page<ReservationsCursor>> {
    const { reservations } = this.options.api;
    if (reservations === null) return;
    for (let pass = 1; pass <= MOST_PASSES; pass++) if (yield* this.listed(reservations)) return;
    throw new Failure('retry', 'list_unstable', {
      message: 'Service: the list of reservations moves while it is read',
    });
  }

  /**
   * Each page begins some rows before the end of the one before: where a page begins a little late, nothing is missed.
   * False: it begins elsewhere, since the reservation that it was to follow has changed and stands elsewhere now.
   */
  private async *listed(
    reservations: NonNullable<ServicePages['reservations']>,
  ): AsyncGenerator<Page<ReservationsCursor>, boolean> {
    const { start, context } = this.options;
    const since_ms = Math.max(0, start.listed_to_ms - OVERLAP_MS);
    const passed = new Set<string>();
    for (let after: string | null = null, expected: readonly string[] = []; ; ) {
      const page = await reservations(since_ms, after, { priority: this.priority, signal: context.signal });
      const { rows, refused } = rowsOf(page.rows);
      const ids = rows.map(({ reservation_id }) => reservation_id);
      if (expected.length > 0 && !expected.some((id) => ids.includes(id))) return false;
      yield* this.each(
        rows.filter((row) => this.hasChanged(row)).map((row) => ({ reservation_id: row.reservation_id, row })),
      );
      if (refused.length > 0) yield { decoded: refused, cursor: start };
      for (const { updated_ms } of rows) this.listed_to_ms = Math.max(this.listed_to_ms, updated_ms);
      if (!page.has_more) return true;
      const last = Math.max(0, ids.length - 1 - (ids.length > 2 * OVERLAP_ROWS ? OVERLAP_ROWS : 0));
      after = ids[last] ?? null;
      if (after === null || passed.has(after)) throw new Failure('retry', 'paging_loop');
      passed.add(after);
      expected = ids.slice(last + 1);
    }
  }

  private hasChanged({ reservation_id, updated_ms }: Row): boolean {
    return this.markOf(reservation_id)?.listed !== updated_ms;
  }

  private followed(): string[] {
    const { marks, now_ms } = this.options.context;
    // Only this source writes its marks.
    const followed = [...marks.entries()].filter(
      ([id, mark]) => !this.read.has(id) && isFollowed(mark as Mark, now_ms),
    );
    return followed.map(([id]) => id);
  }

  private all(ids: readonly string[]): AsyncGenerator<Page<ReservationsCursor>> {
    return this.each(ids.map((reservation_id) => ({ reservation_id, row: undefined })));
  }

  /** Some at a time; those that could be read are published before the failure of another is thrown. */
  private async *each(due: readonly Due[]): AsyncGenerator<Page<ReservationsCursor>> {
    for (let from = 0; from < due.length; from += AT_ONCE) {
      const outcomes = await Promise.allSettled(due.slice(from, from + AT_ONCE).map((one) => this.one(one)));
      const done = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const decoded = done.flatMap((one) => one.decoded);
      const marks = new Map(done.filter((one) => this.hasMoved(one)).map((one) => [one.reservation_id, one.mark]));
      for (const { reservation_id, mark } of done) this.read.set(reservation_id, mark);
      if (decoded.length > 0 || marks.size > 0) yield { decoded, marks, cursor: this.options.start };
      const failed = outcomes.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    }
  }

  private one({ reservation_id, row }: Due): Promise<ReadReservation> {
    const { api, venueOf, context } = this.options;
    const options = { api, venueOf, priority: this.priority, signal: context.signal };
    return readReservation(reservation_id, { mark: this.markOf(reservation_id), row }, options);
  }

  private hasMoved({ reservation_id, mark }: ReadReservation): boolean {
    return JSON.stringify(mark) !== JSON.stringify(this.markOf(reservation_id));
  }

  private markOf(reservation_id: string): Mark | undefined {
    // Only this source writes its marks.
    return this.read.get(reservation_id) ?? (this.options.context.marks.get(reservation_id) as Mark | undefined);
  }

  private get priority(): number {
    return this.options.first ? priority.backfill : priority.poll;
  }
}

function rowsOf(list: readonly unknown[]): { readonly rows: readonly Row[]; readonly refused: readonly Decoded[] } {
  const rows: Row[] = [];
  const refused: Decoded[] = [];
  for (const json of list) {
    try {
      rows.push(rowOf(json));
    } catch (error) {
      const origin = { kind: 'page', source: SOURCE, page: 'list' } as const;
      refused.push(refusal(error, { upstream: 'service', origin, payload: () => written(json) }));
    }
  }
  return { rows, refused };
}
