import { VENUES } from '../world/venues.ts';

/** What a client of the twin calls with. It opens nothing else anywhere. */
export const SQUARE_ACCESS_TOKEN = 'EAAA_sandbox_square';

export const SQUARE_MERCHANT = 'ML8SANDBOXACME';

/** Whose kitchen, hours and guests it shares: a position in VENUES. */
export const SQUARE_HOME = VENUES.findIndex(({ id }) => id === 'liberties');

const home = VENUES[SQUARE_HOME]!;

/** The one restaurant that rings its checks at Square: on the quay, round the corner from the Liberties. */
export const SQUARE_VENUE = {
  id: 'quay',
  name: 'Acme Quay',
  timezone: home.timezone,
  country: home.country,
  currency: home.currency,
  closeoutHour: home.closeoutHour,
  square: 'L4QUAYDB1NACME',
} as const;
