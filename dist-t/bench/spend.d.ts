import type { Log } from '../runtime/log/types.ts';
import { type Figures } from './figures.ts';
import { type Place } from './place.ts';
/** The spend stage on orders keyed by guest: all outputs committed, start-up not counted. */
export declare function processors(place: Place, scale: number): Promise<Figures>;
/** From `orders` with the hop over the member. */
export declare function chain(place: Place, scale: number): Promise<Figures>;
/** Every stage from `orders` on has committed what the one before it gave. */
export declare function untilChained(log: Log): Promise<void>;
/** 1,000 orders a second: from handing one to the producer until a read_committed reader has its row. */
export declare function latency(place: Place, scale: number): Promise<Figures>;
/** A million guests with ten orders each, from the changelog, with nothing on disk. Orders a second until it steps. */
export declare function restore(place: Place, scale: number): Promise<Figures>;
