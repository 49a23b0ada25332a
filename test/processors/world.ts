import fc from 'fast-check';
import type {
  Check,
  EmailEngagement,
  GuestOrder,
  GuestProfile,
  IdentityDecision,
  Order,
  ReservationEvent,
  SurveyResponse,
} from '../../schemas/generated/types.ts';
import { eventOf, orderOf, profileOf, responseOf } from './orders.ts';

/** What may happen, as values, in the order of arrival. */
export type Happening =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'event'; readonly event: ReservationEvent }
  | { readonly kind: 'profile'; readonly profile: GuestProfile }
  | { readonly kind: 'engagement'; readonly engagement: EmailEngagement }
  | { readonly kind: 'decision'; readonly decision: IdentityDecision }
  | { readonly kind: 'answers'; readonly response: SurveyResponse }
  | { readonly kind: 'part'; readonly part: GuestOrder }
  | { readonly kind: 'retraction'; readonly part: GuestOrder }
  /** One of those before once more: the `back`-th from the end. */
  | { readonly kind: 'again'; readonly back: number }
  | { readonly kind: 'tick'; readonly at: number }
  | { readonly kind: 'run'; readonly turns: number }
  | { readonly kind: 'crash' };

export interface World {
  readonly happenings: readonly Happening[];
  /** What the driver's choices are drawn from. */
  readonly seed: number;
}

/** Worlds that know nothing of each other, and the last tick of all of them; null: there is none. */
export interface Worlds {
  readonly worlds: readonly World[];
  readonly last_tick: number | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Few instants, so that orders tie and stand exactly on the edges of each other's windows. */
const instants = [0, 1, 2, 45, 89, 90, 91, 135, 180, 181].flatMap((day) =>
  [12, 23].flatMap((hour) => [-1, 0, 0, 0, 1].map((ms) => day * DAY + hour * HOUR + ms)),
);
const instant = fc.constantFrom(...instants);
/** Every other is on the first day, so that orders and reservations meet. */
const crowded = fc.oneof(instant, fc.constantFrom(...instants.slice(0, 10)));

const payer = fc.constantFrom<Pick<Check, 'email' | 'client_id'>>(
  { email: 'ann@example.com', client_id: null },
  { email: 'ann@example.com', client_id: 'toast:1' },
  { email: 'bob|%@example.com', client_id: null },
  { email: 'cy@example.com', client_id: null },
  { email: null, client_id: 'toast:1' },
  { email: null, client_id: 'sevenrooms:2|%' },
  { email: null, client_id: 'square:8' },
  { email: null, client_id: null },
  { email: null, client_id: null },
);
const members = ['ann@example.com', 'bob|%@example.com', 'cy@example.com', 'toast:1', 'sevenrooms:2|%', 'square:8'];
const order_id = fc.constantFrom('toast:1', 'toast:2', 'toast:3', 'square:4', 'square:5', 'file:6', 'file:7');
/** One has the id of an order. */
const reservation_id = fc.constantFrom('toast:1', 'service:2', 'service:3', 'service:4%');

const money = fc.oneof(fc.constantFrom(0, 1, 10_000), fc.integer({ min: 0, max: 20_000 }));
const covers = fc.constantFrom(null, null, null, 0, 1, 2, 3, 5);

const order: fc.Arbitrary<Order> = fc
  .record({
    order_id,
    reservation_id: fc.option(reservation_id, { freq: 2 }),
    venue_id: fc.constantFrom('soho', 'pier'),
    closed_at: crowded,
    night: fc.constantFrom(0, 0, 0, -1),
    covers,
    currency: fc.constantFrom('USD', 'USD', 'EUR', 'JPY'),
    state: fc.constantFrom('closed', 'closed', 'closed', 'closed', 'open', 'voided'),
    version: fc.integer({ min: 1, max: 4 }),
    checks: fc.array(fc.record({ payer, covers: fc.constantFrom(0, 1, 2, 4), net_minor: money }), { maxLength: 3 }),
  })
  .map(({ night, checks, ...fact }) => {
    const business_date = Math.floor(fact.closed_at / DAY) + night;
    const paid = checks.map(({ payer: who, ...check }, i) => ({
      check_id: `${fact.order_id}/${i}`,
      ...who,
      net_minor: check.net_minor,
      covers: fact.covers === null ? null : check.covers,
    }));
    const open = fact.state === 'open';
    return orderOf({
      ...fact,
      closed_at: open ? null : fact.closed_at,
      business_date: open ? null : business_date,
      checks: paid,
    });
  });

/** Of one reservation several at one instant, some under one id. */
const event: fc.Arbitrary<ReservationEvent> = fc
  .record({
    reservation_id,
    n: fc.nat({ max: 4 }),
    occurred_at: crowded,
    venue_id: fc.constantFrom('soho', 'soho', 'soho', 'pier'),
    said: fc.constantFrom<Pick<ReservationEvent, 'type' | 'to_status'>>(
      { type: 'reservation.completed', to_status: null },
      { type: 'reservation.completed', to_status: null },
      { type: 'reservation.updated', to_status: 'completed' },
      { type: 'reservation.updated', to_status: null },
      { type: 'reservation.cancelled', to_status: 'cancelled' },
      { type: 'reservation.created', to_status: null },
    ),
    party_size: fc.constantFrom(null, null, 0, 1, 2, 5),
    guest: payer,
    order_ids: fc.option(fc.uniqueArray(order_id, { maxLength: 2 }), { freq: 3 }),
  })
  .map(({ n, said, guest, order_ids, ...told }) =>
    eventOf({
      ...{ ...told, ...said, ...guest, event_id: `${told.reservation_id}/${n}` },
      order_ids: order_ids === null ? null : JSON.stringify(order_ids),
    }),
  );

const profile: fc.Arbitrary<GuestProfile> = fc
  .record({
    client_id: fc.constantFrom('toast:1', 'sevenrooms:2|%', 'sevenrooms:3', 'square:8', 'square:9'),
    version: fc.integer({ min: 1, max: 4 }),
    email: fc.constantFrom(null, 'ann@example.com', 'bob|%@example.com', 'dee@example.com'),
    phone: fc.constantFrom(null, '+1', '+2'),
    first_name: fc.constantFrom(null, '', 'Ann '),
    last_name: fc.constantFrom(null, 'Lee'),
    visits: fc.constantFrom(null, 0, 1, 7),
    created_at: fc.constantFrom(null, 0, 1),
    opted_out: fc.constantFrom(null, true, false),
  })
  .map(profileOf);

/** Few instants and ids, so that what is said to one upstream ties, and is corrected. */
const engagement: fc.Arbitrary<EmailEngagement> = fc
  .record({
    n: fc.nat({ max: 3 }),
    upstream: fc.constantFrom('klaviyo', 'mailchimp'),
    email: fc.constantFrom('ann@example.com', 'bob|%@example.com', 'cy@example.com', 'dee@example.com'),
    kind: fc.constantFrom('subscribe', 'subscribe', 'unsubscribe', 'suppress', 'open', 'click'),
    occurred_at: fc.constantFrom(...instants.slice(0, 3)),
  })
  .map(({ n, ...told }) => ({ ...told, event_id: `${told.upstream}:${n}`, campaign: null }));

const decision: fc.Arbitrary<IdentityDecision> = fc.record({
  member: fc.constantFrom(...members),
  guest_id: fc.constantFrom(null, 'g_one', 'g_one', 'g_two'),
  decided_at: fc.constant(0),
});

/** Few responses, so that they are corrected; few moments and values, so that they contradict each other. */
const response: fc.Arbitrary<SurveyResponse> = fc
  .record({
    response_id: fc.constantFrom('typeform:1', 'typeform:2', 'typeform:3', 'file:4'),
    guest: payer,
    submitted_at: fc.constantFrom(0, 1, 2),
    answers: fc.record(
      {
        dietary: fc.oneof(fc.constantFrom('nuts', 'No', 'gluten, nuts', ' '), fc.constant(['eggs', 'nuts'])),
        seating: fc.constantFrom('window', 'booth', 'none', true),
        occasion: fc.constantFrom('birthday', 7, ''),
        else: fc.constantFrom('x', null),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ guest, answers, ...told }) => responseOf({ ...told, ...guest, answers: JSON.stringify(answers) }));

/** One state of each version of an order, so that parts of one version agree; a guest of its own for every two orders. */
const part: fc.Arbitrary<GuestOrder> = fc
  .record({
    n: fc.nat({ max: 11 }),
    member: fc.constantFrom('ann@example.com', 'bob|%@example.com'),
    version: fc.integer({ min: 1, max: 3 }),
    net_minor: money,
    covers: fc.constantFrom(0, 1, 2, 4),
    checks: fc.constantFrom(0, 0, 1, 1, 2),
  })
  .map(({ n, member, version, net_minor, covers: count, checks }) => {
    const closed_at = instants[(7 * n + 5 * version) % instants.length]!;
    return {
      guest_id: `g_${n % 2}`,
      member,
      order_id: `toast:${n}`,
      venue_id: (n + version) % 3 === 0 ? 'pier' : 'soho',
      closed_at,
      business_date: Math.floor(closed_at / DAY) - ((n + version) % 4 === 0 ? 1 : 0),
      currency: (n + version) % 5 === 4 ? 'EUR' : 'USD',
      net_minor,
      // One of two checks, Ann's the first, or both; else the covers are known.
      covers: checks === 0 ? count : checks === 2 || member === 'ann@example.com' ? 1 : 0,
      version,
      checks,
      stands_in: checks === 0 ? 0 : 2,
    };
  });

/** Of one member each: a reservation never comes to a guest twice. */
const visit: fc.Arbitrary<GuestOrder> = part.map((of) => ({
  ...of,
  ...{ order_id: `@${of.order_id}`, member: 'ann@example.com', currency: '', net_minor: 0, checks: 0, stands_in: 0 },
  covers: of.stands_in === 0 ? of.covers : 0,
}));

const interruption: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 10 }).map((back): Happening => ({ kind: 'again', back })) },
  { weight: 3, arbitrary: instant.map((at): Happening => ({ kind: 'tick', at: at + 45 * DAY })) },
  { weight: 2, arbitrary: fc.nat({ max: 20 }).map((turns): Happening => ({ kind: 'run', turns })) },
  { weight: 1, arbitrary: fc.constant<Happening>({ kind: 'crash' }) },
);

/** Orders as the upstreams tell of them, and a person's merges and splits. */
export const anyWorlds = worldsOf(
  fc.oneof(
    { weight: 6, arbitrary: order.map((value): Happening => ({ kind: 'order', order: value })) },
    { weight: 3, arbitrary: event.map((value): Happening => ({ kind: 'event', event: value })) },
    { weight: 2, arbitrary: profile.map((value): Happening => ({ kind: 'profile', profile: value })) },
    { weight: 2, arbitrary: response.map((value): Happening => ({ kind: 'answers', response: value })) },
    { weight: 2, arbitrary: engagement.map((value): Happening => ({ kind: 'engagement', engagement: value })) },
    { weight: 1, arbitrary: decision.map((value): Happening => ({ kind: 'decision', decision: value })) },
    { weight: 4, arbitrary: interruption },
  ),
);

/** What reaches a guest, in lives of many orders. */
export const anyLives = worldsOf(
  fc.oneof(
    { weight: 8, arbitrary: part.map((value): Happening => ({ kind: 'part', part: value })) },
    { weight: 3, arbitrary: visit.map((value): Happening => ({ kind: 'part', part: value })) },
    { weight: 1, arbitrary: part.map((value): Happening => ({ kind: 'retraction', part: value })) },
    { weight: 1, arbitrary: visit.map((value): Happening => ({ kind: 'retraction', part: value })) },
    { weight: 4, arbitrary: interruption },
  ),
);

function worldsOf(happening: fc.Arbitrary<Happening>): fc.Arbitrary<Worlds> {
  const world = fc.record({ happenings: fc.array(happening, { maxLength: 60, size: 'max' }), seed: fc.integer() });
  return fc
    .record({
      worlds: fc.array(world, { minLength: 1, maxLength: 20, size: 'max' }),
      last_tick: fc.option(instant.map((at) => at + 60 * DAY)),
    })
    .map(({ worlds, last_tick }) => ({ worlds: worlds.map((w, i) => apart(w, i, last_tick)), last_tick }));
}

/** The world with names of its own and no tick after the last. */
function apart({ happenings, seed }: World, n: number, last_tick: number | null): World {
  return { seed, happenings: happenings.map((happening) => named(happening, n, last_tick)) };
}

function named(h: Happening, n: number, last_tick: number | null): Happening {
  const own = <T extends string | null>(name: T) => (name === null ? null : `${name}/${n}`) as T;
  if (h.kind === 'tick')
    return last_tick === null ? { kind: 'run', turns: 1 } : { ...h, at: Math.min(h.at, last_tick) };
  if (h.kind === 'part' || h.kind === 'retraction') {
    return { ...h, part: { ...h.part, guest_id: own(h.part.guest_id), order_id: own(h.part.order_id) } };
  }
  if (h.kind === 'decision') {
    return { ...h, decision: { ...h.decision, member: own(h.decision.member), guest_id: own(h.decision.guest_id) } };
  }
  if (h.kind === 'answers') {
    const { response_id, email, client_id } = h.response;
    const names = { response_id: own(response_id), email: own(email), client_id: own(client_id) };
    return { ...h, response: { ...h.response, ...names } };
  }
  if (h.kind === 'engagement') return { ...h, engagement: { ...h.engagement, email: own(h.engagement.email) } };
  if (h.kind === 'profile') {
    return { ...h, profile: { ...h.profile, client_id: own(h.profile.client_id), email: own(h.profile.email) } };
  }
  if (h.kind === 'event') {
    const { reservation_id: id, email, client_id, order_ids } = h.event;
    const ids = order_ids === null ? null : JSON.stringify((JSON.parse(order_ids) as string[]).map(own));
    const event = { ...h.event, reservation_id: own(id), email: own(email), client_id: own(client_id), order_ids: ids };
    return { ...h, event };
  }
  if (h.kind !== 'order') return h;
  const checks = h.order.checks.map((check) => ({
    ...check,
    email: own(check.email),
    client_id: own(check.client_id),
  }));
  const { order_id: id, reservation_id: at, email, client_id } = h.order;
  const names = { order_id: own(id), reservation_id: own(at), email: own(email), client_id: own(client_id) };
  return { ...h, order: { ...h.order, ...names, checks } };
}

/** Choices drawn from a seed (mulberry32). */
export function choicesOf(seed: number): (choices: number) => number {
  let a = seed;
  return (choices) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % choices;
  };
}
