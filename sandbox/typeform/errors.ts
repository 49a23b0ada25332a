import { json, type Reply } from '../http.ts';

/** An error body: `{"code", "description"}`. */
export function refusal(route: string, status: number, description: string): Reply {
  const codes: Readonly<Record<number, string>> = {
    400: 'VALIDATION_ERROR',
    401: 'AUTHENTICATION_FAILED',
    404: 'FORM_NOT_FOUND',
    405: 'METHOD_NOT_ALLOWED',
    429: 'TOO_MANY_REQUESTS',
  };
  return json(route, status, { code: codes[status] ?? 'INTERNAL_ERROR', description });
}
