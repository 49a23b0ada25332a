import { instantOf } from '../../../upstreams/shared/instants.ts';
import type { ListPage, OrderPages } from '../../../upstreams/square/api.ts';
import { type Json, order } from './sample.ts';

interface Kept {
  readonly json: Json;
  readonly updated_ms: number;
  /** From then on Square shows it. */
  readonly visible_ms: number;
}

/**
 * orders/search and batch-retrieve as Square documents them, over orders that change whenever the test says. Its cursor
 * is an offset, the worst that it may be: rows move under it when orders change.
 */
export class Desk implements OrderPages {
  now_ms: number;
  readonly searches: Json[] = [];
  readonly retrieved: (readonly string[])[] = [];
  /** Happens before each search. */
  before: () => void = () => undefined;
  private readonly kept: Kept[] = [];

  constructor(now_ms: number) {
    this.now_ms = now_ms;
  }

  /** The order as it is since that time; Square knows it so much later. */
  put(id: string, updated_ms: number, { late_ms = 0, ...changes }: Json & { readonly late_ms?: number } = {}): void {
    const json = order({ id, ...changes, updated_at: new Date(updated_ms).toISOString() });
    this.kept.push({ json, updated_ms, visible_ms: updated_ms + late_ms });
  }

  async searchOrders(body: object): Promise<ListPage> {
    const { limit, cursor, location_ids, query } = body as Json;
    this.searches.push(body as Json);
    this.before();
    const { filter, sort } = query as { filter: Json; sort: Json };
    const { updated_at } = filter.date_time_filter as { updated_at: Json };
    if (JSON.stringify(sort) !== '{"sort_field":"UPDATED_AT","sort_order":"ASC"}') throw new Error('400: sort');
    if (!Array.isArray(location_ids) || location_ids.length > 10) throw new Error('400: location_ids');
    const from_ms = instantOf(String(updated_at.start_at))!;
    const found = this.shown().filter(({ updated_ms }) => updated_ms >= from_ms);
    const [first, size] = [Number(cursor ?? 0), Number(limit)];
    const next = found.length > first + size ? String(first + size) : null;
    return { rows: found.slice(first, first + size).map(({ json }) => json), next };
  }

  async orders(ids: readonly string[]): Promise<readonly unknown[]> {
    this.retrieved.push(ids);
    return this.shown().flatMap(({ json }) => (ids.includes(String(json.id)) ? [json] : []));
  }

  private shown(): Kept[] {
    const visible = this.kept.filter(({ visible_ms }) => visible_ms <= this.now_ms);
    const latest = new Map(visible.map((one) => [one.json.id, one]));
    return [...latest.values()].sort((a, b) => a.updated_ms - b.updated_ms);
  }
}
