import { Failure } from '../../runtime/failures.ts';
import { priority } from '../shared/budget.ts';
import { checked, type Mends } from '../shared/checked.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { IgnoredKinds } from '../shared/ignored-kinds.ts';
import type { Check, Upstream } from '../types.ts';
import { ServiceApi } from './api.ts';
import { type ServiceConfig, type ServiceVenue, venueOf } from './config.ts';
import { reservationsSource } from './reservations-source.ts';
import { serviceWebhook } from './webhook.ts';

/** Service: the events of reservations, by poll and by webhook. */
export function service(config: ServiceConfig, venues: readonly ServiceVenue[], deps: UpstreamDeps): Upstream {
  const api = new ServiceApi(config, deps);
  const { webhookSecret: secret } = config;
  const ofVenue = venueOf(venues);
  const ignored = new IgnoredKinds('service', deps.log);
  return {
    name: 'service',
    sources: [reservationsSource(api, config, ofVenue)],
    profiles: null,
    webhook: secret === null ? null : serviceWebhook({ secret, api, venueOf: ofVenue, ignored }),
    check: async () => [await checked('service: credentials', mends, () => answered(api, deps)), named(venues)],
    close: () => api.close(),
  };
}

/** The list of the last minute; without a list a reservation that there is not: what counts is that Service answers. */
async function answered(api: ServiceApi, { now }: UpstreamDeps): Promise<void> {
  const call = { priority: priority.check };
  if (api.reservations !== null) {
    await api.reservations(now() - 60_000, null, call);
    return;
  }
  await api.events('resv_doctor', null, call).catch((error: unknown) => {
    if (!(error instanceof Failure) || error.reason !== 'not_found') throw error;
  });
}

/** One venue alone needs no name: whatever Service calls it. */
function named(venues: readonly ServiceVenue[]): Check {
  const what = 'service: venues';
  if (venues.length <= 1 || venues.some(({ service: name }) => name !== undefined)) return { what, ok: true };
  return { what, ok: false, mend: 'give each venue what Service calls it: venues[].service' };
}

const mends: Mends = {
  unauthorized: 'check upstreams.service.apiKey',
  forbidden: 'ask Service to give the API key access to reservations and their events',
  not_found: 'check upstreams.service.baseUrl and listPath; null where there is no list of reservations',
  name_not_resolved: 'check upstreams.service.baseUrl and the DNS of this machine',
  connection_refused: 'check upstreams.service.baseUrl: nobody listens there',
};
