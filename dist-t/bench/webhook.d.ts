import { type Figures } from './figures.ts';
import { type Place } from './place.ts';
/** Signed Toast deliveries of 10 KB, each acknowledged by the broker before its 2xx. The server is a process of its own. */
export declare function webhook(place: Place, scale: number): Promise<Figures>;
