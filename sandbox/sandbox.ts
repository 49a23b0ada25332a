import { SandboxClock } from './clock.ts';
import { Control } from './control.ts';
import { Counts } from './counts.ts';
import { type Handler, Twins } from './http.ts';
import { type SandboxOptions, type Settings, settingsOf } from './options.ts';
import { TOAST_RESTAURANTS } from './toast/restaurants.ts';
import { truths } from './toast/truth.ts';
import { ToastTwin } from './toast/twin.ts';
import { ToastWebhooks } from './toast/webhooks.ts';
import { VENUES } from './world/venues.ts';
import { World } from './world/world.ts';

export interface Sandbox {
  /** Base address of each twin, and of the sandbox's own endpoints. */
  readonly urls: { readonly toast: string; readonly sandbox: string };
  readonly clock: { readonly anchor_ms: number; readonly speed: number; readonly now_ms: () => number };
  /** Stops the clock, where it goes on at the next start, and frees the port. */
  readonly close: () => Promise<void>;
}

/** The sandbox's venues as a configuration needs them, with the id that each twin knows them by. */
export const SANDBOX_VENUES = VENUES.map(({ id, timezone, country, currency, closeoutHour }) => ({
  id,
  timezone,
  country,
  currency,
  closeoutHour,
  toast: TOAST_RESTAURANTS[id]!,
}));

const FORGET_EVERY_MS = 30_000;

/** Starts the twins over one world. Rejects where the port is taken, or the kept clock is another world's. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settingsOf(options);
  const clock = await clockOf(settings);
  const world = worldUpTo(clock, settings);
  const counts = new Counts();
  const toast = new ToastTwin(world, clock, counts, settings);
  const control = new Control(clock, counts, {
    toast: { faults: toast.faults, truths: (at_ms, venue) => truths(world, at_ms, venue) },
  });
  const handlers = new Map<string, Handler>([
    ['toast', (request) => toast.answer(request)],
    ['sandbox', (request) => control.answer(request)],
  ]);
  const twins = new Twins(handlers, counts);
  const port = await twins.listen(settings.port).catch(async (failure: unknown) => {
    await clock.close();
    throw failure;
  });
  const target = settings.webhooks.toast;
  const webhooks =
    target && new ToastWebhooks({ world, clock, faults: toast.faults, counts }, target, settings.retryScale);
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
function worldOf({ seed, orders, guests, liveFactor }: Settings) {
  return { seed, orders, guests, liveFactor };
}

function clockOf(settings: Settings): Promise<SandboxClock> {
  const { dataDir, anchor_ms, historyOnly, speed } = settings;
  return SandboxClock.start({ dataDir, anchor_ms, speed: historyOnly ? 0 : speed, world: worldOf(settings) });
}

function worldUpTo(clock: SandboxClock, settings: Settings): World {
  const world = new World({ ...worldOf(settings), anchor_ms: clock.anchor_ms });
  world.reach(clock.now_ms());
  world.forget(clock.now_ms());
  return world;
}
