import type { Figures } from './figures.ts';
import { type Place } from './place.ts';
/** Rows of guest_spend_history from the log into the warehouse. */
export declare function duckdb(place: Place, scale: number): Promise<Figures>;
/** Orders from the log through every processor into the warehouse, all in one process. */
export declare function pipeline(place: Place, scale: number): Promise<Figures>;
/** A year of the sandbox's history by poll: orders on the log a second. */
export declare function poll(place: Place, scale: number): Promise<Figures>;
