import { json, type Reply } from '../http.ts';

const KINDS: Readonly<Record<number, readonly [category: string, code: string]>> = {
  400: ['INVALID_REQUEST_ERROR', 'BAD_REQUEST'],
  401: ['AUTHENTICATION_ERROR', 'UNAUTHORIZED'],
  404: ['INVALID_REQUEST_ERROR', 'NOT_FOUND'],
  405: ['INVALID_REQUEST_ERROR', 'METHOD_NOT_ALLOWED'],
  429: ['RATE_LIMIT_ERROR', 'RATE_LIMITED'],
};

/** Square's error body. `field`: the part of the request that is at fault. */
export function refusal(route: string, status: number, detail: string, field: string | null = null): Reply {
  const [category, code] = KINDS[status] ?? ['API_ERROR', 'INTERNAL_SERVER_ERROR'];
  return json(route, status, { errors: [{ category, code, detail, ...(field !== null && { field }) }] });
}
