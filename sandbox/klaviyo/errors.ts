import { json, type Reply } from '../http.ts';

export const JSON_API = { 'content-type': 'application/vnd.api+json' };

/** A JSON:API error. */
export function refusal(route: string, status: number, detail: string): Reply {
  const codes: Readonly<Record<number, string>> = {
    400: 'invalid',
    401: 'not_authenticated',
    404: 'not_found',
    405: 'method_not_allowed',
    429: 'throttled',
  };
  const code = codes[status] ?? 'error';
  const error = { id: `err-${status}`, status, code, title: code, detail, source: { pointer: '/data/' }, meta: {} };
  return json(route, status, { errors: [error] }, JSON_API);
}
