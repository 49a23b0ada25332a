import type { SandboxOptions } from '../../sandbox/options.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { ANCHOR_MS, type Json } from './support.ts';

export const QUAY = 'L4QUAYDB1NACME';

export interface SquareVisitor {
  readonly sandbox: Sandbox;
  get(path: string, token?: string): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  /** All rows of a search by time of the last change, by the cursors. */
  orders(from_ms: number, limit?: number): Promise<Json[]>;
  customers(from_ms: number, limit?: number): Promise<Json[]>;
  truths(about: 'orders' | 'customers', at_ms?: number): Promise<Json[]>;
  faults(square: Json): Promise<Response>;
  counts(): Promise<Json>;
}

/** A small restaurant on Square, standing still unless the options say otherwise. */
export async function visitSquare(options: SandboxOptions = {}): Promise<SquareVisitor> {
  const small = { orders: 50, guests: 100, squareOrders: 400, anchor_ms: ANCHOR_MS, historyOnly: true };
  const sandbox = await startSandbox({ ...small, ...options });
  const { urls } = sandbox;
  const authorization = 'Bearer EAAA_sandbox_square';
  const post = (path: string, body: unknown) =>
    fetch(urls.square + path, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const all = async (path: string, name: string, body: object): Promise<Json[]> => {
    const rows: Json[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const answer = await post(path, { ...body, cursor });
      if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
      const page = (await answer.json()) as Json;
      rows.push(...(page[name] ?? []));
      cursor = page.cursor;
    }
    return rows;
  };
  return {
    sandbox,
    post,
    get: (path, token = authorization) => fetch(urls.square + path, { headers: { authorization: token } }),
    orders: (from_ms, limit = 1000) => all('/v2/orders/search', 'orders', { ...ordersSince(from_ms), limit }),
    customers: (from_ms, limit = 100) =>
      all('/v2/customers/search', 'customers', {
        limit,
        query: {
          filter: { updated_at: { start_at: new Date(from_ms).toISOString() } },
          sort: { field: 'CREATED_AT', order: 'ASC' },
        },
      }),
    async truths(about, at_ms) {
      const at = at_ms === undefined ? '' : `&at_ms=${at_ms}`;
      const answer = await fetch(`${urls.sandbox}/truth/${about}?twin=square${at}`);
      const lines = (await answer.text()).split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as Json);
    },
    faults: (square) => fetch(`${urls.sandbox}/faults`, { method: 'POST', body: JSON.stringify({ square }) }),
    counts: async () => (await (await fetch(`${urls.sandbox}/counts`)).json()) as Json,
  };
}

export function ordersSince(from_ms: number): Json {
  const start_at = new Date(from_ms).toISOString();
  return {
    location_ids: [QUAY],
    query: {
      filter: { date_time_filter: { updated_at: { start_at } } },
      sort: { sort_field: 'UPDATED_AT', sort_order: 'ASC' },
    },
  };
}
