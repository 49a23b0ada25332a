import type { Random } from './random.ts';
import { type Venue } from './venues.ts';
/** How busy a venue is on a day (days since 1970-01-01), 1 being an ordinary day. 0: closed. */
export declare function weight(venue: Venue, day: number): number;
/** A party's arrival, as milliseconds after local midnight: lunch around 12:50, dinner around 19:40. */
export declare function arrival_ms(venue: Venue, random: Random): number;
