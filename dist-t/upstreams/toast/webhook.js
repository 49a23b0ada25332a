import { Failure } from '../../runtime/failures.js';
import { priority } from '../shared/budget.js';
import { isObject } from '../shared/fields.js';
import { instantOf } from '../shared/instants.js';
import { hmacSha256, isSignature } from '../shared/signature.js';
import { written } from '../shared/written.js';
import { unknownRestaurant } from './config.js';
import { decodeOrder } from './decode.js';
/**
 * Toast signs the moment of the message, and repeats the message up to 15 minutes later (devguide: webhook retries):
 * the usual five minutes would refuse what was merely late.
 */
const TOLERANCE_MS = 24 * 3_600_000;
const LONGEST_ID = 200;
const MOST_KINDS_LOGGED = 100;
/** What is worth keeping of the headers; the signature is not. */
const kept = [
    'toast-attempt-number',
    'toast-event-type',
    'toast-event-category',
    'toast-restaurant-external-id',
    'user-agent',
];
/** `channel_order_updated`: an order that the API client itself placed (devguide: orders webhook). */
const orderEvents = new Set(['order_updated', 'channel_order_updated']);
/**
 * Toast's webhooks: `{timestamp, eventCategory, eventType, guid, details}`, signed by `Toast-Signature` =
 * Base64(HMAC-SHA256(secret, body + timestamp)) (devguide: apiMessageSigning.html), the timestamp taken from the body
 * (JUDGMENT: no header carries it). Orders come without names and addresses, so each is fetched.
 */
export function toastWebhook({ secret, api, log, restaurants }) {
    const ignored = new Set();
    return {
        admit: (request) => admit(secret, request),
        async resolve(delivery, signal) {
            const origin = { kind: 'delivery', delivery_id: delivery.delivery_id };
            const message = JSON.parse(delivery.body.toString('utf8'));
            const kind = kindOf(message);
            if (!orderEvents.has(kind)) {
                if (!ignored.has(kind) && ignored.size < MOST_KINDS_LOGGED)
                    log.info('toast sends events that are kept and not used', { kind });
                ignored.add(kind);
                return [];
            }
            const guid = orderGuidOf(message);
            if (guid === null)
                return [refused('no_order_guid', delivery, origin)];
            const restaurant = restaurantOfDelivery(delivery, message, restaurants);
            if (restaurant === null)
                return [refused('no_restaurant_guid', delivery, origin)];
            return [await fetched({ api, guid, restaurant, origin, signal })];
        },
    };
}
function admit(secret, { headers, body, now_ms }) {
    const signature = headers['toast-signature'];
    if (signature === undefined)
        return { kind: 'unauthorized', reason: 'signature_missing' };
    const message = parsed(body);
    const timestamp = isObject(message) && typeof message.timestamp === 'string' ? message.timestamp : '';
    const expected = hmacSha256(secret, body, timestamp);
    if (!isSignature(signature, 'base64', expected)) {
        return { kind: 'unauthorized', reason: 'signature_wrong' };
    }
    if (!isObject(message))
        return { kind: 'malformed', reason: 'not_json' };
    const signed_ms = instantOf(timestamp);
    if (signed_ms === null)
        return { kind: 'malformed', reason: 'timestamp_missing' };
    if (Math.abs(now_ms - signed_ms) > TOLERANCE_MS)
        return { kind: 'unauthorized', reason: 'signed_at_another_time' };
    const id = textOf(message.guid);
    if (id === null || kindOf(message) === '')
        return { kind: 'malformed', reason: 'envelope_incomplete' };
    return { kind: 'admitted', delivery: deliveryOf(id, message, { headers, body, now_ms }) };
}
function deliveryOf(id, message, { headers, body, now_ms }) {
    const entries = kept.map((name) => [name, headers[name]?.slice(0, LONGEST_ID)]);
    const present = entries.filter((entry) => entry[1] !== undefined);
    return {
        delivery_id: `toast:${id}`,
        upstream: 'toast',
        entity_id: `toast:${orderGuidOf(message) ?? id}`,
        received_at: now_ms,
        headers: Object.fromEntries(present),
        body,
    };
}
async function fetched({ api, guid, restaurant, origin, signal }) {
    const call = { restaurant: restaurant.guid, priority: priority.delivery, signal };
    const order = await api.order(guid, call).catch((error) => {
        if (!(error instanceof Failure) || error.reason !== 'not_found')
            throw error;
        throw new Failure('poison', 'order_not_found', { message: 'Toast does not know the order', cause: error });
    });
    return decodeOrder(order, () => written(order), { restaurant, origin });
}
function refused(reason, { body }, origin) {
    return { kind: 'refused', reason, upstream: 'toast', payload: body, origin };
}
/** Empty where the message names no kind. */
function kindOf(message) {
    if (!isObject(message))
        return '';
    return textOf(message.eventType) ?? textOf(message.eventCategory) ?? '';
}
function orderGuidOf(message) {
    const details = isObject(message) ? message.details : undefined;
    const order = isObject(details) ? details.order : undefined;
    return isObject(order) ? textOf(order.guid) : null;
}
/** The header's word before the body's: in the guide's own sample the body has a GUID that is none. */
function restaurantOfDelivery({ headers }, message, restaurants) {
    const details = isObject(message) ? message.details : undefined;
    const named = [headers['toast-restaurant-external-id'], isObject(details) ? details.restaurantGuid : undefined];
    const guids = named.map(textOf).filter((guid) => guid !== null);
    const configured = guids.map((guid) => restaurants.get(guid.toLowerCase())).find((one) => one !== undefined);
    if (configured !== undefined)
        return configured;
    if (guids[0] !== undefined)
        return unknownRestaurant(guids[0]);
    const [only, another] = restaurants.values();
    return another === undefined ? (only ?? null) : null;
}
/** Null for all but a text of a decent length. */
function textOf(value) {
    return typeof value === 'string' && value !== '' && value.length <= LONGEST_ID ? value : null;
}
/** Undefined where it is no JSON. */
function parsed(body) {
    try {
        return JSON.parse(body.toString('utf8'));
    }
    catch {
        return undefined;
    }
}
//# sourceMappingURL=webhook.js.map