import { type Json, type Visitor, visit } from './support.ts';

export const KEY = 'pk_sandbox_klaviyo';

export function ask(visitor: Visitor, path: string, headers: Record<string, string> = {}): Promise<Response> {
  const sent = { authorization: `Klaviyo-API-Key ${KEY}`, revision: '2026-07-15', ...headers };
  return fetch(path.startsWith('http') ? path : visitor.sandbox.urls.klaviyo + path, { headers: sent });
}

/** Every page of a list, by the `next` links. */
export async function pages(visitor: Visitor, what: string, query: Record<string, string> = {}): Promise<Json[]> {
  const found: Json[] = [];
  for (let url: string | null = `/api/${what}?${new URLSearchParams(query)}`; url !== null; ) {
    const answer: Response = await ask(visitor, url);
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    const page = (await answer.json()) as Json;
    found.push(page);
    url = page.links.next;
  }
  return found;
}

export async function rows(visitor: Visitor, what: string, query: Record<string, string> = {}): Promise<Json[]> {
  return (await pages(visitor, what, query)).flatMap(({ data }) => data);
}

export function tell(visitor: Visitor, data: Json): Promise<Response> {
  const headers = { authorization: `Klaviyo-API-Key ${KEY}`, revision: '2026-07-15' };
  return fetch(`${visitor.sandbox.urls.klaviyo}/api/events`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ data }),
  });
}

export { visit };
