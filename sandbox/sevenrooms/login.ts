import type { Counts } from '../counts.ts';
import type { Reply, Request } from '../http.ts';
import { word } from '../opaque.ts';
import { hash } from '../world/random.ts';
import { SEVENROOMS_CREDENTIALS } from './account.ts';
import { refusal, success } from './errors.ts';
import { utc } from './notation.ts';

export const AUTH = 'POST /auth';

const LIFETIME_MS = 86_400_000;
/** More that are alive than anybody needs: the oldest ends. */
const ALIVE = 100;

/** Tokens for an id and a secret, several of them alive at once. Time is the wall's. */
export class Login {
  private readonly counts: Counts;
  private readonly tokens = new Map<string, number>();
  private issued = 0;

  constructor(counts: Counts) {
    this.counts = counts;
  }

  answer(request: Request, wall_ms: number): Reply {
    if (!request.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
      return refusal(AUTH, 400, 'A form is needed.');
    const form = new URLSearchParams(request.body);
    const { clientId, clientSecret } = SEVENROOMS_CREDENTIALS;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return refusal(AUTH, 401, 'Invalid client credentials');
    this.counts.tally('sevenrooms.logins');
    const token = [1, 2, 3, 4].map((part) => word(hash(part, ++this.issued, wall_ms))).join('');
    const expires_ms = wall_ms + LIFETIME_MS;
    this.tokens.set(token, expires_ms);
    for (const oldest of this.tokens.keys()) if (this.tokens.size > ALIVE) this.tokens.delete(oldest);
    return success(AUTH, { token, token_expiration_datetime: utc(expires_ms) });
  }

  /** Whether an Authorization header, which is the token and nothing else, opens the API at this moment. */
  accepts(authorization: string | undefined, wall_ms: number): boolean {
    const expires_ms = authorization === undefined ? undefined : this.tokens.get(authorization);
    return expires_ms !== undefined && wall_ms < expires_ms;
  }

  /** Ends a token before its time. */
  revoke(authorization: string | undefined): void {
    if (authorization !== undefined) this.tokens.delete(authorization);
  }
}
