import { SANDBOX_VENUES, type Sandbox } from '../../../sandbox/sandbox.ts';
import { SEVENROOMS_CREDENTIALS, SEVENROOMS_GROUP } from '../../../sandbox/sevenrooms/account.ts';
import type { ProfileTruth, ReservationTruth } from '../../../sandbox/sevenrooms/truth.ts';
import type { SevenroomsConfig } from '../../../upstreams/sevenrooms/config.ts';
import { sevenrooms } from '../../../upstreams/sevenrooms/sevenrooms.ts';
import type { UpstreamDeps } from '../../../upstreams/shared/deps.ts';
import type { Upstream } from '../../../upstreams/types.ts';
import { configFor, depsFor } from './desk.ts';

/** An upstream that reads the sandbox's twin. */
export function upstreamOf(
  sandbox: Sandbox,
  deps: Partial<UpstreamDeps> = {},
  changes: Partial<SevenroomsConfig> = {},
): Upstream {
  const { clientId, clientSecret } = SEVENROOMS_CREDENTIALS;
  const login = { clientId, clientSecret, venueGroupId: SEVENROOMS_GROUP };
  const config = { ...configFor(sandbox.urls.sevenrooms), ...login, ...changes };
  return sevenrooms(config, SANDBOX_VENUES, { ...depsFor(), ...deps });
}

export interface Truth {
  readonly profiles: readonly ProfileTruth[];
  readonly reservations: readonly ReservationTruth[];
}

/** What the twin knows to be true, as of now. */
export async function truthOf(sandbox: Sandbox): Promise<Truth> {
  // The sandbox's own endpoints, whose lines are of these kinds.
  const profiles = (await linesOf(sandbox, 'profiles')) as ProfileTruth[];
  const reservations = (await linesOf(sandbox, 'reservations')) as ReservationTruth[];
  return { profiles, reservations };
}

async function linesOf(sandbox: Sandbox, what: string): Promise<unknown[]> {
  const answer = await fetch(`${sandbox.urls.sandbox}/truth/${what}?twin=sevenrooms`);
  const lines = (await answer.text()).trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
