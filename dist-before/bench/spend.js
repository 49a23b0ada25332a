import { groupOf } from '../runtime/tasks/processors.js';
import { recordOf } from '../runtime/tasks/records.js';
import { topics } from '../schemas/topics.js';
import { workedOff } from './backlog.js';
import { latencies } from './figures.js';
import { fill, openPlace, PARTITIONS, untilCommitted } from './place.js';
import { start } from './under-test.js';
import { guestOrders, history, orders } from './values.js';
const WORK = { orders: 1_000_000, guests: 100_000, seed: 42 };
/** The spend stage on orders keyed by guest: all outputs committed, start-up not counted. */
export function processors(place, scale) {
    const work = { ...WORK, orders: Math.round(WORK.orders * scale) };
    return workedOff({
        place,
        run: ['spend'],
        count: work.orders,
        fill: (open) => fill(open, topics.guest_orders, guestOrders(work)),
        done: ({ log }) => untilCommitted(log, groupOf('spend'), topics.guest_orders),
        verify: (open) => expectKeys(open, topics.guest_spend_history, work.orders),
    });
}
/** From `orders` with the hop over the member. */
export function chain(place, scale) {
    const work = { ...WORK, orders: Math.round((WORK.orders / 4) * scale) };
    return workedOff({
        place,
        run: ['payers', 'members', 'spend'],
        count: work.orders,
        fill: (open) => fill(open, topics.orders, orders(work)),
        done: ({ log }) => untilChained(log),
        verify: (open) => expectKeys(open, topics.guest_spend_history, work.orders),
    });
}
/** Every stage from `orders` on has committed what the one before it gave. */
export async function untilChained(log) {
    await untilCommitted(log, groupOf('payers'), topics.orders);
    await untilCommitted(log, groupOf('members'), topics.member_orders);
    await untilCommitted(log, groupOf('spend'), topics.guest_orders);
}
/** 1,000 orders a second: from handing one to the producer until a read_committed reader has its row. */
export async function latency(place, scale) {
    const open = await openPlace(place);
    const tested = await start({ place, run: ['spend'], config: {} });
    const sent = new Map();
    const took_ms = [];
    const reader = await open.log.join({
        group: 'bench-reader',
        topics: [topics.guest_spend_history.name],
        assigned: async (partition) => [{ topic: topics.guest_spend_history.name, partition, offset: 0 }],
        async records({ records }) {
            const now = performance.now();
            for (const { value } of records) {
                if (value === null)
                    continue;
                const { order_id } = open.codec.decode(topics.guest_spend_history, value);
                const began = sent.get(order_id);
                // A row may be written again; the first time counts. The first seconds warm up.
                if (began !== undefined && sent.delete(order_id) && began > warm)
                    took_ms.push(now - began);
            }
        },
        revoked: async () => { },
        failed: (error) => {
            throw error;
        },
    });
    const seconds = Math.max(5, Math.round(30 * scale));
    const warm = performance.now() + 5_000;
    const writer = await open.log.writer();
    const each = guestOrders({ ...WORK, orders: (seconds + 5) * 1_000 });
    const began = performance.now();
    const appended = [];
    for (let count = 0;;) {
        const due = Math.floor(performance.now() - began);
        const batch = [];
        for (; count < due; count++) {
            const next = each.next();
            if (next.done === true)
                break;
            sent.set(next.value.order_id, performance.now());
            batch.push(recordOf({ codec: open.codec, partitions: PARTITIONS }, topics.guest_orders, next.value));
        }
        if (batch.length === 0 && count < due)
            break;
        if (batch.length > 0)
            appended.push(writer.append(batch));
        await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(appended);
    await untilCommitted(open.log, groupOf('spend'), topics.guest_orders);
    while (sent.size > 0)
        await new Promise((resolve) => setTimeout(resolve, 10));
    const taken = await tested.taken();
    await reader.leave();
    await tested.stop();
    await open.log.close();
    return { per_second: 1_000, ...latencies(took_ms), ...taken };
}
/** A million guests with ten orders each, from the changelog, with nothing on disk. Orders a second until it steps. */
export async function restore(place, scale) {
    const open = await openPlace(place);
    const guests = Math.round(1_000_000 * scale);
    await fill(open, topics.guest_spend_history, history(guests, 10));
    const tested = await start({ place, run: ['spend'], config: {} });
    const taken = await tested.taken();
    await tested.stop();
    await open.log.close();
    const per_second = Math.round((guests * 10) / (tested.ready_ms / 1_000));
    return { per_second, p50_ms: Math.round(tested.ready_ms), p99_ms: null, ...taken };
}
/** Throws unless the topic holds exactly so many keys, as a read_committed reader sees it. */
async function expectKeys({ log }, { name }, expected) {
    const keys = new Set();
    const ends = await log.ends(name);
    for (const [partition, { begin, end }] of ends.entries()) {
        if (begin === end)
            continue;
        await log.scan({ topic: name, partition, from: begin, to: end }, ({ records }) => {
            for (const { key } of records)
                keys.add(key.toString());
        });
    }
    if (keys.size !== expected)
        throw new Error(`${name} holds ${keys.size} keys instead of ${expected}`);
}
//# sourceMappingURL=spend.js.map