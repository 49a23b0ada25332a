/** What a list is asked for. */
export interface ListQuery {
  /** By field and operator: `equals metric_id` → `RcvdE1`. */
  readonly filters: ReadonlyMap<string, string>;
  readonly size: number;
  /** The moment and the id of the last row of the page before; null: the first page. */
  readonly after: Place | null;
  readonly query: URLSearchParams;
}

export interface Place {
  readonly at_ms: number;
  readonly id: string;
}

const FILTER = /([a-z-]+)\(([\w.]+),(\[[^\]]*\]|"[^"]*"|'[^']*'|[^,()]*)\)/g;

/** A text where it is wrong. */
export function listQuery(
  query: URLSearchParams,
  { most, usual }: { most: number; usual: number },
): ListQuery | string {
  const size = Number(query.get('page[size]') ?? usual);
  if (!Number.isInteger(size) || size < 1 || size > most) return `page[size] must be from 1 to ${most}`;
  const text = query.get('filter') ?? '';
  const found = [...text.matchAll(FILTER)];
  if (found.map(([whole]) => whole).join(',') !== text) return `cannot read the filter ${text}`;
  const filters = new Map(found.map(([, operator, field, value]) => [`${operator} ${field}`, bare(value!)]));
  const cursor = query.get('page[cursor]');
  const after = cursor === null ? null : placeOf(cursor);
  return after === undefined ? 'page[cursor] is not valid' : { filters, size, after, query };
}

/** The same request for what comes after a row. */
export function nextOf(base: string, query: URLSearchParams, { at_ms, id }: Place): string {
  const next = new URLSearchParams(query);
  next.set('page[cursor]', Buffer.from(`next::${at_ms}::${id}`).toString('base64url'));
  return `${base}?${next}`;
}

/** ISO 8601, or seconds; NaN for all else. */
export function momentOf(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
}

/** Those of a list: `["a","b"]`. */
export function listed(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, one, other]) => one ?? other ?? '');
}

function bare(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}

function placeOf(cursor: string): Place | undefined {
  const match = /^next::(\d+)::(.+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match ? { at_ms: Number(match[1]), id: match[2]! } : undefined;
}
