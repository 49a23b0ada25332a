import { openSandbox, sandboxConfig } from '../cli/pipeline/sandbox-process.js';
import { topics } from '../schemas/topics.js';
import { workedOff } from './backlog.js';
import { endsOf, fill, openPlace } from './place.js';
import { untilChained } from './spend.js';
import { start } from './under-test.js';
import { history, orders } from './values.js';
/** Rows of guest_spend_history from the log into the warehouse. */
export function duckdb(place, scale) {
    const guests = Math.round(100_000 * scale);
    return workedOff({
        place,
        run: ['duckdb'],
        count: guests * 10,
        fill: (open) => fill(open, topics.guest_spend_history, history(guests, 10)),
        done: (_open, tested) => untilNoLag(tested),
    });
}
/** Orders from the log through every processor into the warehouse, all in one process. */
export function pipeline(place, scale) {
    const work = { orders: Math.round(200_000 * scale), guests: 100_000, seed: 42 };
    return workedOff({
        place,
        run: ['payers', 'members', 'spend', 'duckdb'],
        count: work.orders,
        fill: (open) => fill(open, topics.orders, orders(work)),
        async done({ log }, tested) {
            await untilChained(log);
            await untilNoLag(tested);
        },
    });
}
/** A year of the sandbox's history by poll: orders on the log a second. */
export async function poll(place, scale) {
    const open = await openPlace(place);
    const sandbox = await openSandbox({ orders: Math.round(50_000 * scale), historyOnly: true });
    const tested = await start({ place, run: ['sources'], config: sandboxConfig(sandbox.urls) });
    const began = performance.now() - tested.head_start_ms;
    const total = async () => (await endsOf(open.log, topics.orders)).reduce((sum, end) => sum + end, 0);
    // The ends count a marker for each transaction too, so they only tell when nothing comes any more.
    let last = { total: 0, at: began };
    while (last.total === 0 || performance.now() - last.at < 3_000) {
        const now = await total();
        if (now !== last.total)
            last = { total: now, at: performance.now() };
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const taken = await tested.taken();
    await tested.stop();
    let published = 0;
    for (const [partition, { begin, end }] of (await open.log.ends(topics.orders.name)).entries()) {
        if (begin === end)
            continue;
        await open.log.scan({ topic: topics.orders.name, partition, from: begin, to: end }, ({ records }) => {
            published += records.length;
        });
    }
    await sandbox.close();
    await open.log.close();
    return { per_second: Math.round(published / ((last.at - began) / 1_000)), p50_ms: null, p99_ms: null, ...taken };
}
async function untilNoLag(tested) {
    for (let quiet = 0; quiet < 2;) {
        quiet = (await tested.lag()) === 0 ? quiet + 1 : 0;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}
//# sourceMappingURL=whole.js.map