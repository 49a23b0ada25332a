import { failureOf } from '../../runtime/failures.js';
import { priority } from '../shared/budget.js';
import { ToastApi } from './api.js';
import { restaurantOf } from './config.js';
import { ordersSource } from './orders-source.js';
import { toastWebhook } from './webhook.js';
/**
 * Toast: a source of orders for every venue that names a restaurant (`toast.orders.<venue id>`), and its webhooks
 * where a secret is given. Nothing is asked of Toast before the first poll, delivery or check.
 */
export function toast(config, venues, deps) {
    const restaurants = restaurantsOf(venues);
    const api = new ToastApi(config, deps);
    const { webhookSecret: secret } = config;
    const byGuid = new Map(restaurants.map((restaurant) => [restaurant.guid.toLowerCase(), restaurant]));
    return {
        name: 'toast',
        sources: restaurants.map((restaurant) => ordersSource(api, config, restaurant)),
        webhook: secret === null ? null : toastWebhook({ secret, api, log: deps.log, restaurants: byGuid }),
        check: () => check(api, restaurants, deps.now),
        close: () => api.close(),
    };
}
function restaurantsOf(venues) {
    return venues.flatMap((venue) => (venue.toast === undefined ? [] : [restaurantOf(venue, venue.toast)]));
}
async function check(api, restaurants, now) {
    const credentials = await checked('toast: credentials', () => api.loggedIn());
    if (!credentials.ok)
        return [credentials];
    if (restaurants.length === 0) {
        const mend = 'give a venue of the config the GUID of its restaurant: venues[].toast';
        return [credentials, { what: 'toast: restaurants', ok: false, mend }];
    }
    const reading = restaurants.map(({ venue_id, guid }) => checked(`toast: orders of ${venue_id}`, () => api.ordersPage(lastMinute(now()), { restaurant: guid, priority: priority.check })));
    return [credentials, ...(await Promise.all(reading))];
}
/** An hour that may well be empty: what counts is that Toast answers. */
function lastMinute(now_ms) {
    const [startDate, endDate] = [now_ms - 60_000, now_ms].map((at_ms) => new Date(at_ms).toISOString().replace('Z', '+0000'));
    return `?${new URLSearchParams({ startDate: startDate ?? '', endDate: endDate ?? '', pageSize: '1' })}`;
}
/** Reason of a failure → what to do about it. */
const mends = {
    unauthorized: 'check upstreams.toast.clientId and clientSecret',
    login_limit: 'Toast gives two tokens an hour: try again later',
    forbidden: 'ask Toast to give the API client access to this restaurant, and the scopes orders:read and guest.pi:read',
    not_found: 'check upstreams.toast.baseUrl and the GUID of the restaurant',
    name_not_resolved: 'check upstreams.toast.baseUrl and the DNS of this machine',
    connection_refused: 'check upstreams.toast.baseUrl: nobody listens there',
};
async function checked(what, attempt) {
    try {
        await attempt();
        return { what, ok: true };
    }
    catch (error) {
        const { reason, message } = failureOf(error);
        return { what, ok: false, mend: mends[reason] ?? `try again; if it stays: ${message}` };
    }
}
//# sourceMappingURL=toast.js.map