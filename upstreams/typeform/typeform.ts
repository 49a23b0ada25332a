import { priority } from '../shared/budget.ts';
import { checked, type Mends } from '../shared/checked.ts';
import type { UpstreamDeps } from '../shared/deps.ts';
import { IgnoredKinds } from '../shared/ignored-kinds.ts';
import type { Check, Upstream } from '../types.ts';
import { TypeformApi } from './api.ts';
import { linkedIds, type TypeformConfig, type TypeformVenue } from './config.ts';
import { PAGE_SIZE, responsesSource } from './responses-source.ts';
import { typeformWebhook } from './webhook.ts';

/** Typeform: a source of responses for every form of the config (`typeform.responses.<form id>`), and its webhooks. */
export function typeform(
  config: TypeformConfig,
  venues: readonly TypeformVenue[],
  deps: UpstreamDeps,
  page_size = PAGE_SIZE,
): Upstream {
  const api = new TypeformApi(config, deps);
  const ids = linkedIds(venues);
  const { webhookSecret: secret } = config;
  const forms = [...new Set(config.forms)];
  return {
    name: 'typeform',
    sources: forms.map((form_id) => responsesSource(api, config, { form_id, ids, page_size })),
    profiles: null,
    webhook: secret === null ? null : typeformWebhook({ secret, ids, ignored: new IgnoredKinds('typeform', deps.log) }),
    check: async () => [named(config), ...(await Promise.all(forms.map((form_id) => readable(api, form_id))))],
    close: () => api.close(),
  };
}

/** The newest response, of which there may well be none: what counts is that Typeform answers. */
function readable(api: TypeformApi, form_id: string): Promise<Check> {
  return checked(`typeform: responses of form ${form_id}`, mends, () =>
    api.responses(form_id, {}, 1, { priority: priority.check }),
  );
}

function named({ forms, webhookSecret }: TypeformConfig): Check {
  const what = 'typeform: forms';
  if (forms.length > 0) return { what, ok: true };
  const missed = webhookSecret === null ? 'nothing is read' : 'what a webhook misses is not read';
  return { what, ok: false, mend: `name the forms, without which ${missed}: upstreams.typeform.forms` };
}

const mends: Mends = {
  unauthorized: 'check upstreams.typeform.accessToken',
  forbidden: 'give the token the scope responses:read, and an account that may see the form',
  not_found: 'check upstreams.typeform.forms: Typeform has no such form',
  name_not_resolved: 'check upstreams.typeform.baseUrl and the DNS of this machine',
  connection_refused: 'check upstreams.typeform.baseUrl: nobody listens there',
};
