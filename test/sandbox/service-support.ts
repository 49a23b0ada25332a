import { type Json, type Visitor, visit } from './support.ts';

export const KEY = 'sk_sandbox_service';

export function ask(visitor: Visitor, path: string, key: string | null = KEY): Promise<Response> {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  return fetch(visitor.sandbox.urls.service + path, { headers });
}

/** Every row of a list, page after page. */
export async function rows(visitor: Visitor, path: string, query: Record<string, string> = {}): Promise<Json[]> {
  const found: Json[] = [];
  for (let more = true; more; ) {
    const last = found.at(-1);
    const asked = new URLSearchParams({ ...query, ...(last && { starting_after: last.id }) });
    const answer = await ask(visitor, `${path}?${asked}`);
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    const page = (await answer.json()) as Json;
    found.push(...page.data);
    more = page.has_more;
  }
  return found;
}

export const reservations = (visitor: Visitor, query: Record<string, string> = {}) =>
  rows(visitor, '/v1/reservations', { limit: '100', ...query });

export const eventsOf = (visitor: Visitor, id: string, query: Record<string, string> = {}) =>
  rows(visitor, `/v1/reservations/${id}/events`, query);

/** JSON lines of `/sandbox/truth/…`. */
export async function truths(visitor: Visitor, path: string): Promise<Json[]> {
  const answer = await fetch(`${visitor.sandbox.urls.sandbox}/truth/${path}`);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Json);
}

export function switchFaults(visitor: Visitor, faults: Json): Promise<Response> {
  return fetch(`${visitor.sandbox.urls.sandbox}/faults`, { method: 'POST', body: JSON.stringify(faults) });
}

export { visit };
