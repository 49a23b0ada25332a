import { createHmac } from 'node:crypto';
import { Deliveries } from '../deliveries.js';
import { VENUES } from '../world/venues.js';
import { guid, KIND } from './guid.js';
import { poisoned } from './oddities.js';
import { order } from './order.js';
import { TOAST_RESTAURANTS } from './restaurants.js';
/** Toast's own: 2 s for an answer, a retry after 5 and one after 10 more minutes, then never (orders webhook, devguide). */
const TIMEOUT_MS = 2_000;
const RETRIES_MS = [300_000, 600_000];
const EVENT = 'order_updated';
const EVERY_MS = 100;
const HELD_MS = 2_000;
/**
 * Sends `order_updated` for every change from now on, on create too: the order as it stood at that change, without
 * names and addresses. The signature's `timestamp` is the wall's; dates inside the order are the sandbox's.
 */
export class ToastWebhooks {
    world;
    clock;
    faults;
    secret;
    deliveries;
    timer;
    held = null;
    sent_to_ms;
    constructor({ world, clock, faults, counts }, { url, secret }, retryScale) {
        this.world = world;
        this.clock = clock;
        this.faults = faults;
        this.secret = secret;
        this.sent_to_ms = clock.now_ms();
        this.deliveries = new Deliveries({
            url,
            name: 'toast.webhooks',
            timeout_ms: TIMEOUT_MS,
            retries_ms: RETRIES_MS.map((wait_ms) => wait_ms / retryScale),
            retryable: (status) => status === 404 || status === 429 || status >= 500,
            concurrency: 8,
            capacity: 10_000,
        }, counts);
        this.timer = setInterval(() => this.sendNew(), EVERY_MS);
    }
    /** Up to which moment changes have been handed over. */
    position_ms() {
        return this.sent_to_ms;
    }
    outstanding() {
        return this.deliveries.outstanding() + (this.held ? 1 : 0);
    }
    close() {
        clearInterval(this.timer);
        this.deliveries.close();
    }
    sendNew() {
        const now_ms = this.clock.now_ms();
        for (const change of this.world.changesWithin(this.sent_to_ms, now_ms))
            this.announce(change);
        this.sent_to_ms = now_ms;
        if (this.held && performance.now() - this.held.since > HELD_MS)
            this.release();
    }
    announce(change) {
        if (this.faults.strikes('webhook_lost'))
            return;
        const odd = {
            huge: this.faults.strikes('webhook_huge') !== null,
            poison: this.faults.strikes('webhook_poison') !== null,
            badSignature: this.faults.strikes('webhook_bad_signature') !== null,
        };
        const message = this.message(change, odd, new Date().toISOString());
        const delayed = this.faults.strikes('webhook_delayed');
        if (!this.held && this.faults.strikes('webhook_out_of_order')) {
            this.held = { message, since: performance.now() };
            return;
        }
        this.deliveries.send(message, delayed ? (delayed.delay_ms ?? 5_000) : 0);
        if (this.faults.strikes('webhook_duplicated'))
            this.deliveries.send(message);
        this.release();
    }
    release() {
        if (this.held)
            this.deliveries.send(this.held.message);
        this.held = null;
    }
    /** The same bytes at each attempt: Toast repeats the message, its timestamp included. */
    message(change, odd, timestamp) {
        const restaurantGuid = TOAST_RESTAURANTS[VENUES[change.visit.venue].id];
        const secret = odd.badSignature ? `${this.secret}!` : this.secret;
        return {
            write: (attempt) => {
                const body = Buffer.from(JSON.stringify(this.envelope(change, odd, { timestamp, restaurantGuid })));
                return {
                    body,
                    headers: {
                        'Content-Type': 'application/json',
                        'Toast-Signature': createHmac('sha256', secret).update(body).update(timestamp).digest('base64'),
                        'Toast-Attempt-Number': String(attempt),
                        'Toast-Event-Type': EVENT,
                        'Toast-Event-Category': EVENT,
                        'Toast-Restaurant-External-ID': restaurantGuid,
                    },
                };
            },
        };
    }
    envelope({ visit, at_ms }, odd, about) {
        const { seed } = this.world.options;
        const stood = order(this.world, visit, at_ms, false);
        return {
            timestamp: about.timestamp,
            eventCategory: EVENT,
            eventType: EVENT,
            guid: guid(seed, KIND.event, visit.venue, visit.day, visit.number, at_ms),
            details: {
                restaurantGuid: about.restaurantGuid,
                order: odd.poison && stood ? poisoned(stood, at_ms, at_ms % 3) : stood,
                appliedPackagingInfo: odd.huge ? manyPackages(seed) : null,
            },
        };
    }
}
/** Packaging preferences by the thousand: 600 KB, as some real bodies are. */
function manyPackages(seed) {
    const appliedPackagingItems = Array.from({ length: 3_400 }, (_, which) => ({
        guid: guid(seed, KIND.package, which),
        entityType: 'AppliedPackagingItem',
        itemConfigId: guid(seed, KIND.package, which, 1),
        inclusion: 'NO',
        itemTypes: ['UTENSILS'],
        guestDisplayName: 'Knife, fork & spoon',
    }));
    return { guid: guid(seed, KIND.package), entityType: 'AppliedPackagingInfo', appliedPackagingItems };
}
//# sourceMappingURL=webhooks.js.map