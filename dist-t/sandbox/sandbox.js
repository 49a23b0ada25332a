import { SandboxClock } from './clock.js';
import { Control } from './control.js';
import { Counts } from './counts.js';
import { Twins } from './http.js';
import { settingsOf } from './options.js';
import { TOAST_RESTAURANTS } from './toast/restaurants.js';
import { truths } from './toast/truth.js';
import { ToastTwin } from './toast/twin.js';
import { ToastWebhooks } from './toast/webhooks.js';
import { VENUES } from './world/venues.js';
import { World } from './world/world.js';
/** The sandbox's venues as a configuration needs them, with the id that each twin knows them by. */
export const SANDBOX_VENUES = VENUES.map(({ id, timezone, country, currency, closeoutHour }) => ({
    id,
    timezone,
    country,
    currency,
    closeoutHour,
    toast: TOAST_RESTAURANTS[id],
}));
const FORGET_EVERY_MS = 30_000;
/** Starts the twins over one world. Rejects where the port is taken, or the kept clock is another world's. */
export async function startSandbox(options = {}) {
    const settings = settingsOf(options);
    const clock = await clockOf(settings);
    const world = worldUpTo(clock, settings);
    const counts = new Counts();
    const toast = new ToastTwin(world, clock, counts, settings);
    const control = new Control(clock, counts, {
        toast: { faults: toast.faults, truths: (at_ms, venue) => truths(world, at_ms, venue) },
    });
    const handlers = new Map([
        ['toast', (request) => toast.answer(request)],
        ['sandbox', (request) => control.answer(request)],
    ]);
    const twins = new Twins(handlers, counts);
    const port = await twins.listen(settings.port).catch(async (failure) => {
        await clock.close();
        throw failure;
    });
    const target = settings.webhooks.toast;
    const webhooks = target && new ToastWebhooks({ world, clock, faults: toast.faults, counts }, target, settings.retryScale);
    const forgetter = setInterval(() => {
        world.forget(Math.min(toast.oldest_ms(), webhooks?.position_ms() ?? Number.POSITIVE_INFINITY));
    }, FORGET_EVERY_MS);
    return {
        urls: { toast: `http://127.0.0.1:${port}/toast`, sandbox: `http://127.0.0.1:${port}/sandbox` },
        clock: { anchor_ms: clock.anchor_ms, speed: clock.speed, now_ms: () => clock.now_ms() },
        async close() {
            clearInterval(forgetter);
            webhooks?.close();
            await twins.close();
            await clock.close();
        },
    };
}
/** What makes the world what it is: kept with the clock, and never changed under it. */
function worldOf({ seed, orders, guests, liveFactor }) {
    return { seed, orders, guests, liveFactor };
}
function clockOf(settings) {
    const { dataDir, anchor_ms, historyOnly, speed } = settings;
    return SandboxClock.start({ dataDir, anchor_ms, speed: historyOnly ? 0 : speed, world: worldOf(settings) });
}
function worldUpTo(clock, settings) {
    const world = new World({ ...worldOf(settings), anchor_ms: clock.anchor_ms });
    world.reach(clock.now_ms());
    world.forget(clock.now_ms());
    return world;
}
//# sourceMappingURL=sandbox.js.map