import { Budget, perSecond } from '../shared/budget.js';
import { Http } from '../shared/http.js';
import { allowanceOf } from './rate-limit.js';
import { Session } from './session.js';
import { TokenFile } from './token-file.js';
const MIB = 1024 * 1024;
/** A hundred orders; the largest that the guide speaks of has 600 KB. */
const LARGEST_PAGE = 64 * MIB;
const LARGEST_ORDER = 8 * MIB;
const FIFTEEN_MINUTES_MS = 900_000;
/** What Toast allows a restaurant (devguide: rate limits): 20 a second, 10,000 in 15 minutes, ordersBulk 5 a second. */
const VENDOR = { per_second: 20, per_fifteen_minutes: 10_000, bulk_per_second: 5 };
/** The calls that we make to Toast: logged in, within the budget, failures classified. */
export class ToastApi {
    http;
    session;
    config;
    now;
    budget;
    budgets = new Map();
    constructor(config, { dataDir, now, metrics, timeout_ms = 30_000 }) {
        const { baseUrl, clientId } = config;
        this.config = config;
        this.now = now;
        const called = (status, duration_ms) => metrics.upstreamCall('toast', status, duration_ms);
        this.http = new Http({ baseUrl, connections: 16, connect_timeout_ms: 10_000, timeout_ms, now, called });
        const file = new TokenFile(dataDir, baseUrl, clientId);
        this.session = new Session({ file, login: () => this.login(), now });
        this.budget = new Budget({ limits: [perSecond(config.requestsPerSecond)], concurrency: 16 });
    }
    async ordersPage(query, call) {
        const request = { method: 'GET', path: `/orders/v2/ordersBulk${query}`, max_bytes: LARGEST_PAGE };
        const { json, answer } = await this.get(request, call, this.budgetsOf(call.restaurant).bulk);
        return { rows: json, next: nextOf(answer.headers.link) };
    }
    /** GET /orders/v2/orders/{guid}, guests' names and addresses included (scope guest.pi:read). */
    async order(guid, call) {
        const path = `/orders/v2/orders/${encodeURIComponent(guid)}`;
        const request = { method: 'GET', path, max_bytes: LARGEST_ORDER };
        return (await this.get(request, call, this.budgetsOf(call.restaurant).all)).json;
    }
    /** Whether the credentials are good. Uses the token that is there. */
    async loggedIn() {
        await this.session.token();
    }
    async close() {
        for (const { all, bulk } of this.budgets.values()) {
            bulk.close();
            all.close();
        }
        this.budget.close();
        await this.http.close();
    }
    async get(request, call, budget) {
        const token = await this.session.token();
        const first = await this.sent(request, call, { budget, token });
        const failure = this.http.failureOf(request, first);
        if (failure === null)
            return { json: this.http.parsed(request, first), answer: first };
        if (first.status !== 401)
            throw failure;
        const again = await this.sent(request, call, { budget, token: await this.session.renewed(token) });
        const second = this.http.failureOf(request, again);
        if (second !== null)
            throw second;
        return { json: this.http.parsed(request, again), answer: again };
    }
    /** One request, in its turn. Everybody else waits as well where the answer says that the count is used up. */
    sent(request, call, { budget, token }) {
        const headers = { authorization: `Bearer ${token}`, 'toast-restaurant-external-id': call.restaurant };
        const { signal } = call;
        const complete = signal === undefined ? { ...request, headers } : { ...request, headers, signal };
        const task = async () => {
            const answer = await this.http.send(complete);
            this.slowDown(request, call, answer);
            return answer;
        };
        return budget.run(call.priority, task, signal);
    }
    slowDown(request, { restaurant }, answer) {
        const { all, bulk } = this.budgetsOf(restaurant);
        const now_ms = this.now();
        const allowance = allowanceOf(answer.headers, now_ms);
        if (allowance?.used_up)
            (allowance.by === 'ENDPOINT' ? bulk : all).pause(allowance.reset_after_ms, now_ms);
        if (answer.status !== 429)
            return;
        const failure = this.http.failureOf(request, answer);
        all.pause(failure?.after_ms ?? 1000, now_ms);
    }
    async login() {
        const { clientId, clientSecret } = this.config;
        const json = { clientId, clientSecret, userAccessType: 'TOAST_MACHINE_CLIENT' };
        const path = '/authentication/v1/authentication/login';
        return (await this.http.json({ method: 'POST', path, json, max_bytes: MIB })).json;
    }
    /** Toast counts by restaurant. Who was granted more than the usual says so by `requestsPerSecond`. */
    budgetsOf(restaurant) {
        const known = this.budgets.get(restaurant);
        if (known !== undefined)
            return known;
        const times = Math.max(1, this.config.requestsPerSecond / VENDOR.per_second);
        const requests = Math.floor(VENDOR.per_fifteen_minutes * times);
        const limits = [{ requests, per_ms: FIFTEEN_MINUTES_MS }, perSecond(VENDOR.per_second * times)];
        const all = new Budget({ limits, concurrency: 16, within: this.budget });
        const bulk = new Budget({ limits: [perSecond(VENDOR.bulk_per_second * times)], concurrency: 4, within: all });
        this.budgets.set(restaurant, { all, bulk });
        return { all, bulk };
    }
}
/**
 * The query of the `next` page in an RFC 5988 `link` header; null at the end. Only the query is taken from it: the
 * token goes to the host of the config, whatever a link says.
 */
export function nextOf(link) {
    for (const part of (link ?? '').split(/,\s*(?=<)/)) {
        const match = /^\s*<([^>]*)>\s*;.*\brel="?next"?/i.exec(part);
        const target = match?.[1];
        if (target?.includes('?'))
            return target.slice(target.indexOf('?'));
    }
    return null;
}
//# sourceMappingURL=api.js.map