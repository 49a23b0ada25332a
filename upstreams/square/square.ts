import { priority } from '../shared/budget.ts';
import { checked, type Mends } from '../shared/checked.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { isObject } from '../shared/fields.ts';
import { IgnoredKinds } from '../shared/ignored-kinds.ts';
import type { Check, Upstream } from '../types.ts';
import { SquareApi } from './api.ts';
import { type Location, Locations, type SquareConfig, type SquareVenue } from './config.ts';
import { customersSource, ordersSource } from './sources.ts';
import { squareWebhook } from './webhook.ts';

/**
 * Square: a source of orders for every venue that names a location (`square.orders.<venue id>`), one of the seller's
 * customers (`square.customers`), and its webhooks where a signature key is given. Nothing is asked of Square before the
 * first poll, delivery or check.
 */
export function square(config: SquareConfig, venues: readonly SquareVenue[], deps: UpstreamDeps): Upstream {
  const api = new SquareApi(config, deps);
  const locations = new Locations(venues);
  const { webhookSignatureKey: signatureKey, webhookUrl: url } = config;
  const ignored = new IgnoredKinds('square', deps.log);
  return {
    name: 'square',
    sources: [
      ...locations.all.map((location) => ordersSource(api, config, { location, locations })),
      customersSource(api, config, locations),
    ],
    profiles: null,
    webhook:
      signatureKey === null || url === null ? null : squareWebhook({ signatureKey, url, api, locations, ignored }),
    check: () => check(api, locations.all),
    close: () => api.close(),
  };
}

async function check(api: SquareApi, venues: readonly Location[]): Promise<Check[]> {
  let there: readonly unknown[] = [];
  const credentials = await checked('square: credentials', mends, async () => {
    there = await api.locations({ priority: priority.check });
  });
  if (!credentials.ok) return [credentials];
  const customers = checked('square: customers', mends, () => api.searchCustomers({ limit: 1 }, CHECK));
  if (venues.length === 0) {
    const mend = 'give a venue of the config the id of its location: venues[].square';
    return [credentials, { what: 'square: locations', ok: false, mend }, await customers];
  }
  const places = venues.map((venue) => known(venue, there));
  const orders = venues.map(({ venue_id, location_id }) =>
    checked(`square: orders of ${venue_id}`, mends, () =>
      api.searchOrders({ location_ids: [location_id], limit: 1 }, CHECK),
    ),
  );
  return [credentials, ...places, ...(await Promise.all(orders)), await customers];
}

const CHECK = { priority: priority.check };

function known({ venue_id, location_id, currency }: Location, there: readonly unknown[]): Check {
  const what = `square: location of ${venue_id}`;
  const found = there.filter(isObject).find(({ id }) => id === location_id);
  if (found === undefined) return { what, ok: false, mend: 'Square has no such location: check venues[].square' };
  if (typeof found.currency !== 'string' || found.currency === currency) return { what, ok: true };
  return { what, ok: false, mend: `Square takes ${found.currency} there: check venues[].currency` };
}

const mends: Mends = {
  unauthorized: 'check upstreams.square.accessToken, and that it is of the environment that baseUrl is',
  forbidden:
    'give the access token the permissions ORDERS_READ, PAYMENTS_READ, CUSTOMERS_READ and MERCHANT_PROFILE_READ',
  not_found: 'check upstreams.square.baseUrl',
  bad_request: 'check upstreams.square and venues[].square',
  redirected: 'check upstreams.square.baseUrl: what is there sends us elsewhere',
  name_not_resolved: 'check upstreams.square.baseUrl and the DNS of this machine',
  connection_refused: 'check upstreams.square.baseUrl: nobody listens there',
};
