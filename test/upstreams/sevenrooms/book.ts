import { Failure } from '../../../runtime/failures.ts';
import type { GuestProfile, ReservationVersion } from '../../../schemas/generated/types.ts';
import type { Export, ExportPage, ExportPages } from '../../../upstreams/sevenrooms/api.ts';
import { client, type Json, reservation } from './sample.ts';

/** The most rows that a query has; beyond it is refused. */
const MOST_ROWS = 4000;

interface Change {
  readonly what: Export;
  readonly id: string;
  readonly updated_ms: number;
  readonly fields: Json;
  readonly place: number;
}

/**
 * SevenRooms' exports as they are known, over rows that change whenever the test says: by time of the change and by day,
 * in pages whose cursor is an offset, in no order in particular.
 */
export class Book implements ExportPages {
  now_ms: number;
  readonly queries: Readonly<Record<string, string>>[] = [];
  /** Happens before each answer. */
  before: (query: Readonly<Record<string, string>>) => void = () => undefined;
  /** The most rows on a page, whatever is asked for. */
  page_size = 400;
  /** Whether clients are refused beyond the cap as well. */
  clients_capped = false;
  /** As SevenRooms does with what it does not know. */
  ignores_updated_since = false;
  private readonly changes: Change[] = [];

  constructor(now_ms: number) {
    this.now_ms = now_ms;
  }

  /** The row is new, or changes; seen from then on. */
  change(what: Export, id: string, updated_ms: number, fields: Json = {}): void {
    this.changes.push({ what, id, updated_ms, fields, place: this.changes.length });
  }

  /** `client:<id>` or `reservation:<id>` → time of the last change that can be seen. */
  latest(): Map<string, number> {
    const kinds = ['clients', 'reservations'] as const;
    return new Map(
      kinds.flatMap((what) => this.shown(what).map(({ id, updated_ms }) => [`${what}:${id}`, updated_ms] as const)),
    );
  }

  async exportPage(what: Export, query: Readonly<Record<string, string>>): Promise<ExportPage> {
    const answer = this.answer(what, query);
    if (answer === 'limited') throw new Failure('poison', 'result_set_limited');
    return answer;
  }

  answer(what: Export, query: Readonly<Record<string, string>>): ExportPage | 'limited' {
    this.queries.push(query);
    this.before(query);
    const { updated_since, from_date = '', to_date = '9', cursor = '0', limit = '30' } = query;
    const since_ms = updated_since === undefined || this.ignores_updated_since ? 0 : Date.parse(updated_since);
    const found = this.shown(what)
      .filter(({ updated_ms }) => updated_ms >= since_ms)
      .map((change) => rowOf(change))
      .filter(({ date }) => what === 'clients' || (String(date) >= from_date && String(date) <= to_date));
    if (found.length > MOST_ROWS && (what === 'reservations' || this.clients_capped)) return 'limited';
    const offset = Number(cursor);
    const end = offset + Math.min(Number(limit), this.page_size);
    return { rows: found.slice(offset, end), next: end < found.length ? String(end) : null };
  }

  /** In the order of their last changes but one: rows that change move to the end. */
  private shown(what: Export): Change[] {
    const visible = this.changes.filter((one) => one.what === what && one.updated_ms <= this.now_ms);
    const latest = new Map<string, Change>();
    for (const change of visible.toSorted((a, b) => a.updated_ms - b.updated_ms || a.place - b.place)) {
      latest.delete(change.id);
      latest.set(change.id, change);
    }
    return [...latest.values()];
  }
}

function rowOf({ what, id, updated_ms, fields }: Change): Json {
  const updated = new Date(updated_ms).toISOString().replace('T', ' ').replace('Z', '');
  const row = what === 'clients' ? client : reservation;
  return row({ id, updated, ...fields });
}

/** What a record is in {@link Book.latest}. */
export function identity(value: unknown): { key: string; version: number } {
  // The sources produce nothing but profiles and versions of reservations.
  const { version, ...named } = value as GuestProfile | ReservationVersion;
  const [kind, id] = 'reservation_id' in named ? ['reservations', named.reservation_id] : ['clients', named.client_id];
  return { key: `${kind}:${id.replace('sevenrooms:', '')}`, version };
}
