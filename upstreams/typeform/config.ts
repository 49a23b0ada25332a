import type { Since } from '../../runtime/config/since.ts';
import { saysItsUpstream } from '../../schemas/keys.ts';

/** The part of the config file that is about Typeform; `upstreams.typeform` after validation has this shape. */
export interface TypeformConfig {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly accessToken: string;
  /** Null: no webhooks. */
  readonly webhookSecret: string | null;
  /** Whose responses are read. */
  readonly forms: readonly string[];
  readonly pollSeconds: number;
  readonly requestsPerSecond: number;
  readonly since: Since;
}

/** What a venue's till is. */
export interface TypeformVenue {
  readonly toast?: string | undefined;
  readonly square?: string | undefined;
}

/** Whose the ids are that a form's link brings with it. */
export interface LinkedIds {
  /** A guest's, with its system before it. */
  client(id: string): string;
  /** An order's, the same; null where nobody can tell whose. */
  order(id: string): string | null;
  /** A check's, in the place of its order's; the same. */
  check(guid: string): string;
}

/** Ids that say which system they are from are taken at their word; else SevenRooms knows guests, and the only till orders. */
export function linkedIds(venues: readonly TypeformVenue[]): LinkedIds {
  const tills = (['toast', 'square'] as const).filter((till) => venues.some((venue) => venue[till] !== undefined));
  const till = tills.length === 1 ? tills[0] : undefined;
  const of = (id: string, system: string) => (saysItsUpstream(id) ? id : `${system}:${id}`);
  return {
    client: (id) => of(id, 'sevenrooms'),
    order: (id) => (saysItsUpstream(id) ? id : till === undefined ? null : of(id, till)),
    // Toast alone has checks with GUIDs.
    check: (guid) => of(guid, 'toast'),
  };
}
