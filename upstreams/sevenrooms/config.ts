import type { Since } from '../../runtime/config/since.ts';

/** The part of the config file that is about SevenRooms; `upstreams.sevenrooms` after validation has this shape. */
export interface SevenroomsConfig {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** ASSUMPTION: the prefix of what is read. */
  readonly apiPath: string;
  /** ASSUMPTION: where a profile is written; `{client_id}` stands for its id. */
  readonly clientPath: string;
  /** ASSUMPTION. */
  readonly clientMethod: 'PATCH' | 'PUT' | 'POST';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly venueGroupId: string;
  /** Null: no webhooks. */
  readonly webhookSecret: string | null;
  /** ASSUMPTION: the header that carries the signature. */
  readonly signatureHeader: string;
  readonly pollSeconds: number;
  readonly requestsPerSecond: number;
  readonly since: Since;
}

export interface SevenroomsVenue {
  readonly id: string;
  /** IANA: arrival times are local ones. */
  readonly timezone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** SevenRooms' id of the venue; absent: the venue is not on SevenRooms. */
  readonly sevenrooms?: string | undefined;
  /** The venue's tills, whose orders its reservations name. */
  readonly toast?: string | undefined;
  readonly square?: string | undefined;
}

/** A venue as reservations need it, whether the config knows it or not. */
export interface Place {
  readonly venue_id: string;
  readonly timezone: string;
  /** Whose orders its tickets name; null: none or several, so that a ticket's id says nothing. */
  readonly till: 'toast' | 'square' | null;
}

/** What the config says of venues on SevenRooms. */
export class Places {
  readonly #known: ReadonlyMap<string, Place>;
  /** Where phone numbers of profiles are from, which are the group's and no venue's: the first venue's country. */
  readonly country: string;

  constructor(venues: readonly SevenroomsVenue[]) {
    const here = venues.filter(({ sevenrooms }) => sevenrooms !== undefined);
    this.#known = new Map(here.map((venue) => [venue.sevenrooms!, placeOf(venue)]));
    this.country = (here[0] ?? venues[0])?.country ?? 'US';
  }

  /** A venue that the config does not know counts in UTC. Who names none means the only one; null where there are several. */
  of(id: string | null): Place | null {
    if (id !== null) return this.#known.get(id) ?? { venue_id: `sevenrooms:${id}`, timezone: 'UTC', till: null };
    const [only, another] = this.#known.values();
    return another === undefined ? (only ?? null) : null;
  }
}

function placeOf({ id, timezone, toast, square }: SevenroomsVenue): Place {
  const till = toast !== undefined ? (square === undefined ? 'toast' : null) : square === undefined ? null : 'square';
  return { venue_id: id, timezone, till };
}
