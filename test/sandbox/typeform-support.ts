import { TYPEFORM_FORMS } from '../../sandbox/typeform/account.ts';
import type { Json, Visitor } from './support.ts';

export const TOKEN = 'tfp_sandbox_responses_read';
export const FORMS = Object.values(TYPEFORM_FORMS);
export const [SEATED = '', CARRIED = ''] = FORMS;

export function ask(visitor: Visitor, path: string, token = TOKEN): Promise<Response> {
  return fetch(visitor.sandbox.urls.typeform + path, { headers: { authorization: `Bearer ${token}` } });
}

export async function page(visitor: Visitor, form: string, query: Record<string, string> = {}): Promise<Json> {
  const answer = await ask(visitor, `/forms/${form}/responses?${new URLSearchParams(query)}`);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Json;
}

/** Every response of a form, page after page, the newest first. */
export async function items(visitor: Visitor, form: string, query: Record<string, string> = {}): Promise<Json[]> {
  const found: Json[] = [];
  for (let more = true; more; ) {
    const last = found.at(-1);
    const { items: some, total_items } = await page(visitor, form, { ...query, ...(last && { before: last.token }) });
    found.push(...some);
    more = total_items > some.length;
  }
  return found;
}
