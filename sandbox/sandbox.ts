import { SandboxClock } from './clock.ts';
import { Control } from './control.ts';
import { Counts } from './counts.ts';
import { type Handler, Twins } from './http.ts';
import { Inbox } from './klaviyo/inbox.ts';
import { consentTruths, engagementTruths } from './klaviyo/truth.ts';
import { KlaviyoTwin } from './klaviyo/twin.ts';
import { klaviyoWebhooks } from './klaviyo/webhooks.ts';
import { type SandboxOptions, type Settings, settingsOf } from './options.ts';
import { SERVICE_VENUES } from './service/account.ts';
import { truths as eventTruths } from './service/truth.ts';
import { ServiceTwin } from './service/twin.ts';
import { serviceWebhooks } from './service/webhooks.ts';
import { SEVENROOMS_VENUES } from './sevenrooms/account.ts';
import { Book } from './sevenrooms/book.ts';
import { Overlay } from './sevenrooms/overlay.ts';
import { profileTruths, reservationTruths } from './sevenrooms/truth.ts';
import { SevenRoomsTwin } from './sevenrooms/twin.ts';
import { echoed, sevenroomsWebhooks } from './sevenrooms/webhooks.ts';
import { SQUARE_VENUE } from './square/account.ts';
import { Ledger } from './square/ledger.ts';
import { customerTruths, orderTruths as squareTruths } from './square/truth.ts';
import { SquareTwin } from './square/twin.ts';
import { squareWebhooks } from './square/webhooks.ts';
import { SquareWorld } from './square/world.ts';
import { TOAST_RESTAURANTS } from './toast/restaurants.ts';
import { truths as orderTruths } from './toast/truth.ts';
import { ToastTwin } from './toast/twin.ts';
import { toastWebhooks } from './toast/webhooks.ts';
import { Shelf } from './typeform/shelf.ts';
import { responseTruths } from './typeform/truth.ts';
import { TypeformTwin } from './typeform/twin.ts';
import { typeformWebhooks } from './typeform/webhooks.ts';
import { Bookings } from './world/bookings.ts';
import { Mailing } from './world/mailing.ts';
import { Profiles } from './world/profiles.ts';
import { Surveys } from './world/surveys.ts';
import { VENUES } from './world/venues.ts';
import { World } from './world/world.ts';

export interface Sandbox {
  /** Base address of each twin, and of the sandbox's own endpoints. */
  readonly urls: {
    readonly [name in 'toast' | 'service' | 'sevenrooms' | 'typeform' | 'klaviyo' | 'square' | 'sandbox']: string;
  };
  readonly clock: { readonly anchor_ms: number; readonly speed: number; readonly now_ms: () => number };
  /** Stops the clock, where it goes on at the next start, and frees the port. */
  readonly close: () => Promise<void>;
}

/** The sandbox's venues as a configuration needs them, with the id that each twin knows them by. */
export const SANDBOX_VENUES: readonly SandboxVenue[] = [
  ...VENUES.map((venue) => ({
    ...placeOf(venue),
    toast: TOAST_RESTAURANTS[venue.id]!,
    service: SERVICE_VENUES[venue.id]!,
    sevenrooms: SEVENROOMS_VENUES[venue.id]!,
  })),
  { ...placeOf(SQUARE_VENUE), square: SQUARE_VENUE.square },
];

type Place = Pick<(typeof VENUES)[number], 'id' | 'timezone' | 'country' | 'currency' | 'closeoutHour'>;

export interface SandboxVenue extends Place {
  readonly toast?: string;
  readonly service?: string;
  readonly sevenrooms?: string;
  readonly square?: string;
}

function placeOf({ id, timezone, country, currency, closeoutHour }: Place): Place {
  return { id, timezone, country, currency, closeoutHour };
}

const FORGET_EVERY_MS = 30_000;

/** Starts the twins over one world. Rejects where the port is taken, or the kept clock is another world's. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settingsOf(options);
  const clock = await clockOf(settings);
  const group = groupUpTo(clock, settings);
  const counts = new Counts();
  const upstreams = upstreamsOf(group, { clock, counts, settings });
  const server = new Twins(handlersOf(upstreams, controlOf(group, upstreams, { clock, counts })), counts);
  const port = await server.listen(settings.port).catch(async (failure: unknown) => {
    closeFiles(group);
    await clock.close();
    throw failure;
  });
  const senders = upstreams.tell();
  const forgetter = setInterval(() => {
    const sent_ms = senders.map((sender) => sender.position_ms());
    group.world.forget(Math.min(upstreams.toast.oldest_ms(), ...sent_ms));
    const { service, sevenrooms } = upstreams;
    group.book.bookings.forget(Math.min(service.oldest_ms(), sevenrooms.oldest_ms(), ...sent_ms));
    group.ledger.forget(Math.min(upstreams.square.oldest_ms(), ...sent_ms));
  }, FORGET_EVERY_MS);
  const at = (twin: string) => `http://127.0.0.1:${port}/${twin}`;
  return {
    urls: {
      ...{ toast: at('toast'), service: at('service'), sevenrooms: at('sevenrooms'), typeform: at('typeform') },
      ...{ klaviyo: at('klaviyo'), square: at('square'), sandbox: at('sandbox') },
    },
    clock: { anchor_ms: clock.anchor_ms, speed: clock.speed, now_ms: () => clock.now_ms() },
    async close() {
      clearInterval(forgetter);
      for (const sender of senders) sender.close();
      await server.close();
      closeFiles(group);
      await clock.close();
    },
  };
}

/** The restaurants, and what is known of them. */
interface Group {
  readonly world: World;
  readonly book: Book;
  readonly shelf: Shelf;
  readonly mailing: Mailing;
  readonly inbox: Inbox;
  /** Of the restaurant on Square, whose service has chance of its own. */
  readonly ledger: Ledger;
}

function closeFiles({ book, inbox }: Group): void {
  book.overlay.close();
  inbox.close();
}

function groupUpTo(clock: SandboxClock, settings: Settings): Group {
  const world = worldUpTo(clock, settings);
  const profiles = new Profiles(world, 'sevenrooms');
  const bookings = new Bookings(world, [(booking) => profiles.note(booking)]);
  const book = new Book({ bookings, profiles, overlay: new Overlay(settings.dataDir) }, clock);
  const [mailing, inbox] = [new Mailing(world), new Inbox(settings.dataDir)];
  return { world, book, shelf: new Shelf(new Surveys(world)), mailing, inbox, ledger: ledgerUpTo(clock, settings) };
}

interface Around {
  readonly clock: SandboxClock;
  readonly counts: Counts;
}

type Upstreams = ReturnType<typeof upstreamsOf>;

/** Every twin. `tell` begins to send the webhooks that somebody wants; to be called once. */
function upstreamsOf(
  { world, book, shelf, mailing, inbox, ledger }: Group,
  { clock, counts, settings }: Around & { settings: Settings },
) {
  const { webhooks: targets, retryScale } = settings;
  const announcing = { clock, counts, retryScale };
  let echoes: ReturnType<typeof sevenroomsWebhooks> | undefined;
  const toast = new ToastTwin(world, clock, counts, settings);
  const service = new ServiceTwin(book.bookings, clock, counts, settings);
  const sevenrooms = new SevenRoomsTwin(book, clock, counts, settings, (echo) => echoes?.announce(echoed(echo)));
  const answered = { shelf, known: { world, book } };
  const typeform = new TypeformTwin(answered, clock, counts, settings);
  const klaviyo = new KlaviyoTwin({ mailing, inbox }, clock, counts, settings);
  const square = new SquareTwin(ledger, clock, counts, settings);
  const tell = () => {
    echoes =
      targets.sevenrooms && sevenroomsWebhooks(book, { ...announcing, faults: sevenrooms.faults }, targets.sevenrooms);
    const orders = targets.toast && toastWebhooks(world, { ...announcing, faults: toast.faults }, targets.toast);
    const events =
      targets.service && serviceWebhooks(book.bookings, { ...announcing, faults: service.faults }, targets.service);
    const responses =
      targets.typeform && typeformWebhooks(answered, { ...announcing, faults: typeform.faults }, targets.typeform);
    const mails =
      targets.klaviyo && klaviyoWebhooks(mailing, { ...announcing, faults: klaviyo.faults }, targets.klaviyo);
    const sold = targets.square && squareWebhooks(ledger, { ...announcing, faults: square.faults }, targets.square);
    return [orders, events, echoes, responses, mails, sold].flatMap((sender) => sender ?? []);
  };
  return { toast, service, sevenrooms, typeform, klaviyo, square, tell };
}

function controlOf(
  { world, book, shelf, mailing, inbox, ledger }: Group,
  { toast, service, sevenrooms, typeform, klaviyo, square }: Upstreams,
  { clock, counts }: Around,
): Control {
  return new Control(clock, counts, {
    toast: { faults: toast.faults, truths: { orders: (at_ms, venue) => orderTruths(world, at_ms, venue) } },
    service: { faults: service.faults, truths: { events: (at_ms, venue) => eventTruths(book.bookings, at_ms, venue) } },
    sevenrooms: {
      faults: sevenrooms.faults,
      truths: {
        profiles: (at_ms, venue) => profileTruths(book, at_ms, venue),
        reservations: (at_ms, venue) => reservationTruths(book, at_ms, venue),
      },
      edit: (id, body) => sevenrooms.writer.byStaff(id, body),
    },
    typeform: {
      faults: typeform.faults,
      truths: { responses: (at_ms, venue) => responseTruths({ shelf, known: { world, book } }, at_ms, venue) },
    },
    klaviyo: {
      faults: klaviyo.faults,
      truths: {
        engagement: (at_ms) => engagementTruths(mailing, at_ms),
        consents: (at_ms) => consentTruths(mailing, at_ms),
        received: () => inbox.all(),
      },
    },
    square: {
      faults: square.faults,
      truths: { orders: (at_ms) => squareTruths(ledger, at_ms), customers: (at_ms) => customerTruths(ledger, at_ms) },
    },
  });
}

function handlersOf(
  { toast, service, sevenrooms, typeform, klaviyo, square }: Upstreams,
  control: Control,
): Map<string, Handler> {
  return new Map<string, Handler>([
    ['toast', (request) => toast.answer(request)],
    ['service', (request) => service.answer(request)],
    ['sevenrooms', (request) => sevenrooms.answer(request)],
    ['typeform', (request) => typeform.answer(request)],
    ['klaviyo', (request) => klaviyo.answer(request)],
    ['square', (request) => square.answer(request)],
    ['sandbox', (request) => control.answer(request)],
  ]);
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

function ledgerUpTo(clock: SandboxClock, settings: Settings): Ledger {
  const world = new SquareWorld({ ...worldOf(settings), orders: settings.squareOrders, anchor_ms: clock.anchor_ms });
  const ledger = new Ledger(world);
  world.reach(clock.now_ms());
  ledger.forget(clock.now_ms());
  return ledger;
}
