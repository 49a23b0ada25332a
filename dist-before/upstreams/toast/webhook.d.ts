import type { Webhook } from '../types.ts';
import type { ToastApi } from './api.ts';
import { type Restaurant, type ToastLog } from './config.ts';
export interface WebhookOptions {
    readonly secret: string;
    readonly api: ToastApi;
    readonly log: ToastLog;
    /** By the restaurant's GUID, lower case. */
    readonly restaurants: ReadonlyMap<string, Restaurant>;
}
/**
 * Toast's webhooks: `{timestamp, eventCategory, eventType, guid, details}`, signed by `Toast-Signature` =
 * Base64(HMAC-SHA256(secret, body + timestamp)) (devguide: apiMessageSigning.html), the timestamp taken from the body
 * (JUDGMENT: no header carries it). Orders come without names and addresses, so each is fetched.
 */
export declare function toastWebhook({ secret, api, log, restaurants }: WebhookOptions): Webhook;
