import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { SERVICE_API_KEY } from '../../../sandbox/service/account.ts';
import type { EventTruth } from '../../../sandbox/service/truth.ts';
import type { ServiceConfig } from '../../../upstreams/service/config.ts';

/** As the twin has it. */
export function configFor(sandbox: Sandbox, changes: Partial<ServiceConfig> = {}): ServiceConfig {
  return {
    baseUrl: sandbox.urls.service,
    apiKey: SERVICE_API_KEY,
    webhookSecret: null,
    listPath: '/v1/reservations',
    pollSeconds: 1,
    requestsPerSecond: 100_000,
    since: { kind: 'beginning' },
    ...changes,
  };
}

export const deps = { log: { info: () => undefined }, metrics: { upstreamCall: () => undefined }, now: Date.now };

/** What the twin knows to be true, as of now. */
export async function truthOf(sandbox: Sandbox): Promise<EventTruth[]> {
  const answer = await fetch(`${sandbox.urls.sandbox}/truth/events?twin=service`);
  const lines = (await answer.text()).trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
