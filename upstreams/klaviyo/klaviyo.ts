import { priority } from '../shared/budget.ts';
import { checked, type Mends } from '../shared/checked.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { IgnoredKinds } from '../shared/ignored-kinds.ts';
import type { Check, Upstream } from '../types.ts';
import { KlaviyoApi } from './api.ts';
import type { KlaviyoConfig } from './config.ts';
import { eventWriter } from './events.ts';
import { consentsSource, eventsSource, PAGE_SIZES, type PageSizes } from './sources.ts';
import { klaviyoWebhook } from './webhook.ts';

/**
 * Klaviyo: sources of who opened and clicked what (`klaviyo.opens`, `klaviyo.clicks`) and of who wants no mail
 * (`klaviyo.consents`), its system webhooks where a secret is given, and a writer of our own events.
 */
export function klaviyo(config: KlaviyoConfig, deps: UpstreamDeps, sizes: PageSizes = PAGE_SIZES): Upstream {
  const api = new KlaviyoApi(config, deps);
  const { webhookSecret: secret } = config;
  return {
    name: 'klaviyo',
    sources: [
      eventsSource(api, config, 'open', sizes),
      eventsSource(api, config, 'click', sizes),
      consentsSource(api, config, sizes),
    ],
    profiles: null,
    events: eventWriter(api),
    webhook: secret === null ? null : klaviyoWebhook({ secret, api, ignored: new IgnoredKinds('klaviyo', deps.log) }),
    check: () => check(api),
    close: () => api.close(),
  };
}

/** Each scope by itself; that of writing cannot be tried without writing. */
function check(api: KlaviyoApi): Promise<Check[]> {
  const call = { priority: priority.check };
  const reading = (what: 'metrics' | 'events' | 'profiles', query: string) =>
    checked(`klaviyo: ${what}`, mendsOf(what), () => api.list(what, query, call));
  return Promise.all([reading('metrics', ''), reading('events', 'page[size]=1'), reading('profiles', 'page[size]=1')]);
}

function mendsOf(what: string): Mends {
  return {
    unauthorized: 'check upstreams.klaviyo.apiKey',
    forbidden: `give the API key the scope ${what}:read`,
    not_found: 'check upstreams.klaviyo.baseUrl',
    redirected: 'check upstreams.klaviyo.baseUrl: what is there sends us elsewhere',
    name_not_resolved: 'check upstreams.klaviyo.baseUrl and the DNS of this machine',
    connection_refused: 'check upstreams.klaviyo.baseUrl: nobody listens there',
  };
}
