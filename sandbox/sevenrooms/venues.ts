import type { Reply, Request } from '../http.ts';
import { VENUES } from '../world/venues.ts';
import { SEVENROOMS_GROUP, SEVENROOMS_VENUES } from './account.ts';
import { refusal, success } from './errors.ts';

/** Every venue of the group, on one page. */
export function venues({ query }: Request, route: string): Reply {
  if (query.get('venue_group_id') !== SEVENROOMS_GROUP) return refusal(route, 403, 'No access to this venue group');
  const results = VENUES.map(({ id, name, country, currency }) => ({
    id: SEVENROOMS_VENUES[id]!,
    name,
    internal_name: name,
    venue_url_key: `acme${id}`,
    venue_group_id: SEVENROOMS_GROUP,
    venue_group_name: 'Acme',
    country,
    currency_code: currency,
    external_venue_id: null,
    venue_class: 'DINING',
    full_dining_backend: true,
    grid_enabled: true,
    membership_enabled: false,
  }));
  return success(route, { results, cursor: null });
}
