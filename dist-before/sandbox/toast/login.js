import { createHmac } from 'node:crypto';
import { json } from '../http.js';
import { FixedWindows } from '../limits.js';
import { refusal } from './errors.js';
import { TOAST_CREDENTIALS } from './restaurants.js';
const ROUTE = 'POST /authentication/v1/authentication/login';
const LIFETIME_S = 86_400;
/** Two token requests an hour (Toast devguide, apiAuthenticationRateLimit). */
const LOGINS = { by: 'ENDPOINT', requests: 2, window_ms: 3_600_000 };
/**
 * Machine client login. The same token comes back until its last minute, as Toast documents it. `limited`: keeps the
 * vendor's limit of logins.
 */
export class Login {
    counts;
    windows;
    token = null;
    issued = 0;
    constructor(counts, limited) {
        this.counts = counts;
        this.windows = limited ? new FixedWindows([LOGINS]) : null;
    }
    answer(request, wall_ms) {
        const wanted = parsed(request.body);
        if (!wanted)
            return refusal(ROUTE, 400, 'The request body is not a JSON object.');
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
    accepts(authorization, wall_ms) {
        return this.token !== null && authorization === `Bearer ${this.token.text}` && wall_ms < this.token.expires_ms;
    }
    /** Ends the token before its time. */
    revoke() {
        this.token = null;
    }
    current(wall_ms) {
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
function granted({ text, expires_ms }, wall_ms) {
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
function parsed(body) {
    try {
        const value = JSON.parse(body);
        // An object that is not an array is a record of unknown values.
        return typeof value === 'object' && value !== null && !Array.isArray(value)
            ? value
            : null;
    }
    catch {
        return null;
    }
}
function webToken(claims) {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
    return `${signed}.${createHmac('sha256', 'sandbox').update(signed).digest('base64url')}`;
}
//# sourceMappingURL=login.js.map