import { Failure } from '../../runtime/failures.js';
import { Fields, Unreadable } from '../shared/fields.js';
const HOUR_MS = 3_600_000;
/** Toast gives the same token again until its last minute (devguide: apiAuthTokenRefresh.html). */
const LAST_MINUTE_MS = 60_000;
/** Toast allows two requests for a token an hour (devguide: apiAuthenticationRateLimit.html). */
const LOGINS_AN_HOUR = 2;
/**
 * The access token of one API client, shared by all processes of a data directory and kept over restarts. Never asks
 * for more than two tokens in any hour, failed requests included; who would need a third gets a Failure `retry` that
 * says when.
 */
export class Session {
    options;
    known;
    under_way;
    constructor(options) {
        this.options = options;
    }
    /** A token that is good by its date. */
    async token() {
        if (this.known !== undefined && this.isGood(this.known))
            return this.known.token;
        return this.alone(null);
    }
    /** A token other than this one, which Toast refused. */
    async renewed(refused) {
        if (this.known !== undefined && this.isGood(this.known) && this.known.token !== refused)
            return this.known.token;
        return this.alone(refused);
    }
    /** However many callers ask at once, one login. */
    alone(refused) {
        this.under_way ??= this.fetched(refused).finally(() => {
            this.under_way = undefined;
        });
        return this.under_way;
    }
    async fetched(refused) {
        const known = await this.look();
        if (this.isGood(known) && known.token !== refused)
            return known.token;
        return this.options.file.alone(() => this.login(refused));
    }
    /** What this or another process was given before. */
    async look() {
        this.known = await this.options.file.read();
        return this.known;
    }
    async login(refused) {
        const before = await this.look();
        if (this.isGood(before) && before.token !== refused)
            return before.token;
        const asked_at_ms = this.asked(before);
        // Before the request, so that one which is never answered counts as well.
        await this.options.file.write({ ...before, asked_at_ms });
        const fresh = loginOf(await this.options.login(), this.options.now());
        this.known = { ...fresh, asked_at_ms };
        await this.options.file.write(this.known);
        return fresh.token;
    }
    asked({ asked_at_ms }) {
        const now_ms = this.options.now();
        const lately = asked_at_ms.filter((at_ms) => at_ms > now_ms - HOUR_MS && at_ms <= now_ms);
        const oldest = lately[lately.length - LOGINS_AN_HOUR];
        if (oldest === undefined)
            return [...lately, now_ms];
        const after_ms = oldest + HOUR_MS - now_ms;
        throw new Failure('retry', 'login_limit', { message: 'two tokens were asked for within the hour', after_ms });
    }
    isGood(login) {
        return login.token !== null && login.expires_at_ms - LAST_MINUTE_MS > this.options.now();
    }
}
/** `{token: {accessToken, expiresIn: seconds}, status: "SUCCESS"}` (devguide: authentication.html). */
function loginOf(answer, now_ms) {
    try {
        const token = new Fields(answer).childOrNull('token');
        if (token === null)
            throw new Unreadable('missing_field', 'token', 'expected, but not there');
        const accessToken = token.text('accessToken', 16_384);
        const expires_in_ms = (token.numberOrNull('expiresIn') ?? 3600) * 1000;
        return { token: accessToken, expires_at_ms: Math.min(now_ms + expires_in_ms, endOf(accessToken)) };
    }
    catch (error) {
        const message = error instanceof Unreadable ? error.message : 'unreadable';
        throw new Failure('fatal', 'login_answer_unreadable', { message });
    }
}
/** When a JWT ends by its own word: a token that was handed out again has less time left than a new one. */
function endOf(token) {
    try {
        const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
        const exp = new Fields(claims).numberOrNull('exp');
        return exp === null ? Number.POSITIVE_INFINITY : exp * 1000;
    }
    catch {
        return Number.POSITIVE_INFINITY;
    }
}
//# sourceMappingURL=session.js.map