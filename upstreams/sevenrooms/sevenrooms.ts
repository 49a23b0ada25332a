import type { UpstreamDeps } from '../shared/deps.ts';
import type { Upstream } from '../types.ts';
import { SevenroomsApi } from './api.ts';
import { checkSevenrooms, checkWriting } from './check.ts';
import { Places, type SevenroomsConfig, type SevenroomsVenue } from './config.ts';
import { profileWriter } from './profile-writer.ts';
import { clientsSource, reservationsSource } from './sources.ts';
import { sevenroomsWebhook } from './webhook.ts';

/**
 * SevenRooms: sources of the group's profiles (`sevenrooms.clients`) and reservations (`sevenrooms.reservations`), and
 * its webhooks where a secret is given; profiles can be written. Nothing is asked of SevenRooms before the first poll or check.
 */
export function sevenrooms(config: SevenroomsConfig, venues: readonly SevenroomsVenue[], deps: UpstreamDeps): Upstream {
  const api = new SevenroomsApi(config, deps);
  const places = new Places(venues);
  const { webhookSecret: secret, signatureHeader } = config;
  const profiles = profileWriter(api, config, places.country);
  return {
    name: 'sevenrooms',
    sources: [clientsSource(api, config, places), reservationsSource(api, config, places)],
    webhook: secret === null ? null : sevenroomsWebhook({ secret, signatureHeader, places, log: deps.log }),
    profiles,
    async check(writes = false) {
      const checks = await checkSevenrooms(api, venues);
      const asks = writes && checks.every(({ ok }) => ok);
      return asks ? [...checks, await checkWriting(profiles)] : checks;
    },
    close: () => api.close(),
  };
}
