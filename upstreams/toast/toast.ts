import { priority } from '../shared/budget.ts';
import { checked, type Mends } from '../shared/checked.ts';
import { IgnoredKinds } from '../shared/ignored-kinds.ts';
import type { Check, Upstream } from '../types.ts';
import { ToastApi } from './api.ts';
import { type Restaurant, restaurantOf, type ToastConfig, type ToastDeps, type ToastVenue } from './config.ts';
import { ordersSource } from './orders-source.ts';
import { toastWebhook } from './webhook.ts';

/**
 * Toast: a source of orders for every venue that names a restaurant (`toast.orders.<venue id>`), and its webhooks
 * where a secret is given. Nothing is asked of Toast before the first poll, delivery or check.
 */
export function toast(config: ToastConfig, venues: readonly ToastVenue[], deps: ToastDeps): Upstream {
  const restaurants = restaurantsOf(venues);
  const api = new ToastApi(config, deps);
  const { webhookSecret: secret } = config;
  const byGuid = new Map(restaurants.map((restaurant) => [restaurant.guid.toLowerCase(), restaurant]));
  return {
    name: 'toast',
    sources: restaurants.map((restaurant) => ordersSource(api, config, restaurant)),
    profiles: null,
    webhook:
      secret === null
        ? null
        : toastWebhook({ secret, api, ignored: new IgnoredKinds('toast', deps.log), restaurants: byGuid }),
    check: () => check(api, restaurants, deps.now),
    close: () => api.close(),
  };
}

function restaurantsOf(venues: readonly ToastVenue[]): Restaurant[] {
  return venues.flatMap((venue) => (venue.toast === undefined ? [] : [restaurantOf(venue, venue.toast)]));
}

async function check(api: ToastApi, restaurants: readonly Restaurant[], now: () => number): Promise<Check[]> {
  const credentials = await checked('toast: credentials', mends, () => api.loggedIn());
  if (!credentials.ok) return [credentials];
  if (restaurants.length === 0) {
    const mend = 'give a venue of the config the GUID of its restaurant: venues[].toast';
    return [credentials, { what: 'toast: restaurants', ok: false, mend }];
  }
  const reading = restaurants.map(({ venue_id, guid }) =>
    checked(`toast: orders of ${venue_id}`, mends, () =>
      api.ordersPage(lastMinute(now()), { restaurant: guid, priority: priority.check }),
    ),
  );
  return [credentials, ...(await Promise.all(reading))];
}

/** An hour that may well be empty: what counts is that Toast answers. */
function lastMinute(now_ms: number): string {
  const [startDate, endDate] = [now_ms - 60_000, now_ms].map((at_ms) =>
    new Date(at_ms).toISOString().replace('Z', '+0000'),
  );
  return `?${new URLSearchParams({ startDate: startDate ?? '', endDate: endDate ?? '', pageSize: '1' })}`;
}

const mends: Mends = {
  unauthorized: 'check upstreams.toast.clientId and clientSecret',
  login_limit: 'Toast gives two tokens an hour: try again later',
  forbidden: 'ask Toast to give the API client access to this restaurant, and the scopes orders:read and guest.pi:read',
  not_found: 'check upstreams.toast.baseUrl and the GUID of the restaurant',
  name_not_resolved: 'check upstreams.toast.baseUrl and the DNS of this machine',
  connection_refused: 'check upstreams.toast.baseUrl: nobody listens there',
};
