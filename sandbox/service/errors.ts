import { json, type Reply } from '../http.ts';
import { word } from '../opaque.ts';
import { hash } from '../world/random.ts';

let requests = 0;

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  429: 'rate_limit_error',
};

/** An error body in the manner of such APIs (ASSUMPTION). `param`: the parameter that is at fault. */
export function refusal(route: string, status: number, message: string, param: string | null = null): Reply {
  const type = TYPES[status] ?? 'api_error';
  return json(route, status, { error: { type, message, param, request_id: `req_${word(hash(requests++, 204))}` } });
}
