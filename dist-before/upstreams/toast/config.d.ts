import type { Since } from '../../runtime/config/since.ts';
import type { VenueClock } from '../shared/business-date.ts';
/** The part of the config file that is about Toast; `upstreams.toast` after validation has this shape. */
export interface ToastConfig {
    /** Private to every client; the guide calls it `toast-api-server`. Without a trailing slash. */
    readonly baseUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** Null: no webhooks. */
    readonly webhookSecret: string | null;
    readonly pollSeconds: number;
    readonly requestsPerSecond: number;
    readonly since: Since;
}
export interface ToastVenue extends VenueClock {
    readonly id: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
    /** ISO 4217: orders carry none. */
    readonly currency: string;
    /** The restaurant's GUID; absent: the venue is not on Toast. */
    readonly toast?: string | undefined;
}
export interface ToastDeps {
    /** The token is kept here, for all processes and over restarts. */
    readonly dataDir: string;
    readonly log: ToastLog;
    readonly metrics: CallMetrics;
    /** The wall's time, epoch milliseconds. */
    readonly now: () => number;
    /** How long a request may take in all. Default 30,000. */
    readonly timeout_ms?: number;
}
export interface ToastLog {
    info(message: string, details?: object): void;
}
export interface CallMetrics {
    /** One request; `status` is the HTTP status, or why there is none. */
    upstreamCall(upstream: string, status: number | string, duration_ms: number): void;
}
/** A venue as orders need it, whether the config knows the restaurant or not. */
export interface Restaurant extends VenueClock {
    readonly venue_id: string;
    readonly guid: string;
    readonly country: string;
    readonly currency: string;
}
export declare function restaurantOf(venue: ToastVenue, guid: string): Restaurant;
/** Counts in UTC, says the contract; for the rest what most restaurants on Toast are. */
export declare function unknownRestaurant(guid: string): Restaurant;
