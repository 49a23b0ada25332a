import { instantOf } from '../../../upstreams/shared/instants.ts';
import type { OrderPages } from '../../../upstreams/toast/api.ts';
import { type Json, order } from './sample.ts';

const MONTH_MS = 31 * 86_400_000;

interface Kept {
  readonly guid: string;
  readonly modified_ms: number;
  /** From then on ordersBulk shows this change. */
  readonly visible_ms: number;
}

/**
 * ordersBulk as Toast documents it, over orders that change whenever the test says: by modified time, in pages, with a
 * `next` link and no `last`. In whatever order of rows.
 */
export class Till implements OrderPages {
  now_ms: number;
  readonly queries: string[] = [];
  /** Happens before each answer. */
  before: (query: URLSearchParams) => void = () => undefined;
  sorted: (rows: readonly Kept[]) => readonly Kept[] = (rows) => rows;
  private readonly changes: Kept[] = [];

  constructor(now_ms: number) {
    this.now_ms = now_ms;
  }

  /** The order was modified at that time; ordersBulk knows it so much later. */
  change(guid: string, modified_ms: number, late_ms = 0): void {
    this.changes.push({ guid, modified_ms, visible_ms: modified_ms + late_ms });
  }

  /** Guid → time of the last change, as ordersBulk will show it in the end. */
  latest(): Map<string, number> {
    return new Map(this.changes.map(({ guid, modified_ms }) => [guid, modified_ms]));
  }

  async ordersPage(query: string): Promise<{ rows: unknown; next: string | null }> {
    const asked = new URLSearchParams(query);
    this.queries.push(query);
    this.before(asked);
    const [from_ms, to_ms] = [asked.get('startDate'), asked.get('endDate')].map((text) => instantOf(text ?? '') ?? NaN);
    if (from_ms === undefined || to_ms === undefined || !(from_ms < to_ms)) throw new Error(`400: ${query}`);
    if (to_ms - from_ms > MONTH_MS) throw new Error(`400: longer than a month: ${query}`);
    const size = Number(asked.get('pageSize'));
    const page = Number(asked.get('page'));
    const inWindow = [...this.shown().values()].filter(
      ({ modified_ms }) => modified_ms >= from_ms && modified_ms < to_ms,
    );
    const rows = this.sorted(inWindow).slice((page - 1) * size, page * size);
    asked.set('page', String(page + 1));
    return { rows: rows.map(asJson), next: inWindow.length > page * size ? `?${asked}` : null };
  }

  private shown(): Map<string, Kept> {
    const visible = this.changes.filter(({ visible_ms }) => visible_ms <= this.now_ms);
    return new Map(visible.map((change) => [change.guid, change]));
  }
}

function asJson({ guid, modified_ms }: Kept): Json {
  return order({ guid, modifiedDate: new Date(modified_ms).toISOString().replace('Z', '+0000') });
}
