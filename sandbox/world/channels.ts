/** The systems that guests book through, and each venue's share of bookings in the first; the rest are the second's. */
export const CHANNELS = ['sevenrooms', 'service'] as const;

export type Channel = (typeof CHANNELS)[number];

const SHARE_OF_FIRST: Readonly<Record<string, number>> = { soho: 0.7, fulton: 0.92, liberties: 0.12 };

/** The channel of a booking at a venue, by a number from 0 to 1. */
export function channelOf(venue: string, drawn: number): Channel {
  return drawn < (SHARE_OF_FIRST[venue] ?? 0.5) ? 'sevenrooms' : 'service';
}
