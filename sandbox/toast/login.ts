import { createHmac } from 'node:crypto';
import type { Counts } from '../counts.ts';
import { json, type Reply, type Request } from '../http.ts';
import { FixedWindows } from '../limits.ts';
import { refusal } from './errors.ts';
import { TOAST_CREDENTIALS } from './restaurants.ts';

const ROUTE = 'POST /authentication/v1/authentication/login';
const LIFETIME_S = 86_400;

/** Two token requests an hour (Toast devguide, apiAuthenticationRateLimit). */
const LOGINS = { by: 'ENDPOINT', requests: 2, window_ms: 3_600_000 };

interface Token {
  readonly text: string;
  readonly expires_ms: number;
}

/**
 * Machine client login. The same token comes back until its last minute, as Toast documents it. `limited`: keeps the
 * vendor's limit of logins.
 */
export class Login {
  private readonly counts: Counts;
  private readonly windows: FixedWindows | null;
  private token: Token | null = null;
  private issued = 0;

  constructor(counts: Counts, limited: boolean) {
    this.counts = counts;
    this.windows = limited ? new FixedWindows([LOGINS]) : null;
  }

  answer(request: Request, wall_ms: number): Reply {
    const wanted = parsed(request.body);
    if (!wanted) return refusal(ROUTE, 400, 'The request body is not a JSON object.');
    if (wanted.userAccessType !== 'TOAST_MACHINE_CLIENT') {
      return refusal(ROUTE, 400, 'The userAccessType is not supported.', 'userAccessType');
    }
    const { clientId, clientSecret } = TOAST_CREDENTIALS;
    if (wanted.clientId !== clientId || wanted.clientSecret !== clientSecret) {
      return refusal(ROUTE, 401, 'The client credentials are not valid.');
    }
    const allowance = this.windows?.take('login', wall_ms);
    if (allowance && !allowance.allowed) {
      const wait_s = Math.ceil((allowance.reset_ms - wall_ms) / 1000);
      const refused = refusal(ROUTE, 429, 'Too many token requests.');
      return { ...refused, headers: { ...refused.headers, 'retry-after': String(wait_s) } };
    }
    this.counts.tally('toast.logins');
    return granted(this.current(wall_ms), wall_ms);
  }

  /** Whether an Authorization header opens the API at this moment. */
  accepts(authorization: string | undefined, wall_ms: number): boolean {
    return this.token !== null && authorization === `Bearer ${this.token.text}` && wall_ms < this.token.expires_ms;
  }

  /** Ends the token before its time. */
  revoke(): void {
    this.token = null;
  }

  private current(wall_ms: number): Token {
    if (!this.token || wall_ms >= this.token.expires_ms - 60_000) {
      const expires_ms = wall_ms + LIFETIME_S * 1000;
      this.token = {
        text: webToken({ sub: TOAST_CREDENTIALS.clientId, exp: Math.floor(expires_ms / 1000), n: ++this.issued }),
        expires_ms,
      };
    }
    return this.token;
  }
}

function granted({ text, expires_ms }: Token, wall_ms: number): Reply {
  return json(ROUTE, 200, {
    '@class': '.SuccessfulResponse',
    token: {
      tokenType: 'Bearer',
      scope: 'orders:read restaurants:read guest.pi:read',
      expiresIn: Math.floor((expires_ms - wall_ms) / 1000),
      accessToken: text,
      idToken: null,
      refreshToken: null,
    },
    status: 'SUCCESS',
  });
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    // An object that is not an array is a record of unknown values.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function webToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', 'sandbox').update(signed).digest('base64url')}`;
}
