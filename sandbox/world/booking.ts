import { type Booker, bookerOf, type Source } from './bookers.ts';
import type { Visit } from './calendar.ts';
import { type Channel, channelOf } from './channels.ts';
import { type Move, moves, type Plan, QUARTER_MS, type Status } from './moves.ts';
import { arrival_ms } from './rhythm.ts';
import type { Story } from './story.ts';
import { VENUES } from './venues.ts';
import type { World } from './world.ts';

/** A reservation's number in its venue's day: that of the order it led to, or one from here on where nobody came. */
export const NOBODY_CAME = 1 << 20;

const STREAM = { booked: 11, life: 12, never: 13 };
const MINUTE_MS = 60_000;
/** Checks 0 to 2 are an order's own; these numbers are for bookers who are seen nowhere else. */
const BOOKER_OF_ORDER = 7;
const BOOKER_OF_NOBODY = 6;

/** A reservation with all that ever happens to it. */
export interface Booking {
  /** Which one it is. */
  readonly key: Visit;
  readonly channel: Channel;
  readonly source: Source;
  /** The order that it leads to; null where nobody comes. */
  readonly visit: Visit | null;
  readonly booker: Booker | null;
  readonly moves: readonly Move[];
  /** Decides what is arbitrary. */
  readonly base: number;
}

/** The reservation of that key; null where the order came without one. Same world, same answer. */
export function booking(world: World, key: Visit, told?: Story): Booking | null {
  const { venue, day, number } = key;
  const random = world.chance(STREAM.booked, venue, day, number);
  const story = number < NOBODY_CAME ? (told ?? world.story(key)) : null;
  if (story && (story.service !== 'dine_in' || !random.chance(0.9))) return null;
  const channel = channelOf(VENUES[venue]!.id, random.fraction());
  const source = sourceOf(random.fraction(), story !== null);
  const setting = story
    ? world.setting(key, BOOKER_OF_ORDER)
    : world.setting({ venue, day, number: number - NOBODY_CAME }, BOOKER_OF_NOBODY);
  const base = random.bits();
  const booker = bookerOf(random, setting, source, story && world.payer(key, story));
  const plan = story ? kept(world, key, story, source) : unkept(world, key);
  const life = world.chance(STREAM.life, venue, day, number);
  return {
    key,
    channel,
    source,
    visit: story && key,
    booker,
    moves: moves(life, { ...plan, ticketed: story !== null && channel === 'sevenrooms' }),
    base,
  };
}

function sourceOf(drawn: number, came: boolean): Source {
  if (came && drawn < 0.14) return 'walk_in';
  return drawn < 0.6 ? 'widget' : drawn < 0.8 ? 'google' : 'phone';
}

type Drawn = Omit<Plan, 'ticketed'>;

function kept(world: World, { venue, day, number }: Visit, { acts, covers }: Story, source: Source): Drawn {
  const random = world.chance(STREAM.life, venue, day, number, 1);
  const seated_ms = Math.floor((acts[0]!.at_ms - random.between(30_000, 240_000)) / 1000) * 1000;
  const late_ms = random.between(-10, 15) * MINUTE_MS;
  const seats = Math.max(1, (covers ?? 2) + (random.chance(0.88) ? 0 : random.pick([-1, 1])));
  const walk_in = source === 'walk_in';
  return {
    walk_in,
    starts_at_ms: walk_in ? floor(seated_ms, MINUTE_MS) : floor(seated_ms - late_ms + QUARTER_MS / 2, QUARTER_MS),
    party_size: seats,
    end: { kind: 'came', seated_ms, left_ms: leftAt_ms(acts) },
  };
}

/** When the last check was first paid; where none ever is, the last that happened at the table. */
function leftAt_ms(acts: Story['acts']): number {
  const paid = new Map<number, number>();
  for (const act of acts) if (act.kind === 'paid' && !paid.has(act.check)) paid.set(act.check, act.at_ms);
  if (paid.size > 0) return Math.max(...paid.values());
  return Math.max(...acts.filter(({ at_ms }) => at_ms < acts[0]!.at_ms + 6 * 60 * MINUTE_MS).map(({ at_ms }) => at_ms));
}

function unkept(world: World, { venue, day, number }: Visit): Drawn {
  const random = world.chance(STREAM.life, venue, day, number, 1);
  const wanted_ms = world.local[venue]!.instant(day, arrival_ms(VENUES[venue]!, random));
  const drawn = random.fraction();
  return {
    walk_in: false,
    starts_at_ms: floor(wanted_ms, QUARTER_MS),
    party_size: random.pick([1, 2, 2, 2, 2, 3, 4, 4, 5, 6, 8]),
    end: { kind: drawn < 0.6 ? 'cancelled' : drawn < 0.85 ? 'no_show' : 'declined' },
  };
}

/** The reservations of a venue's day, with those that nobody comes for, planned already or not. */
export function* bookingsOf(world: World, venue: number, day: number): Generator<Booking> {
  for (const { visit, told } of world.serviceOf(venue, day)) {
    const found = booking(world, visit, told);
    if (found) yield found;
  }
  const { liveFactor } = world.options;
  const ordinary = world.chance(STREAM.never, venue, day).poisson(world.mean(venue, day) * 0.13);
  for (let place = 0; place < Math.max(ordinary, Math.round(ordinary * liveFactor)); place++) {
    const found = booking(world, { venue, day, number: NOBODY_CAME + place })!;
    if (world.holds(place, ordinary, found.moves[0]!.at_ms)) yield found;
  }
}

/** A reservation as it stands at some moment. */
export interface BookingState {
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly status: Status;
  readonly party_size: number;
  readonly starts_at_ms: number;
  readonly notes: string | null;
  readonly seated_at_ms: number | null;
  readonly completed_at_ms: number | null;
  /** When the till's tickets came; null until then. */
  readonly tickets_at_ms: number | null;
  /** How often somebody changed the table. */
  readonly table_changes: number;
}

/** The reservation as everybody saw it at `at_ms`; null where nobody had booked yet. */
export function bookingAt({ moves }: Pick<Booking, 'moves'>, at_ms: number): BookingState | null {
  const [created] = moves;
  if (created?.kind !== 'created' || created.at_ms > at_ms) return null;
  let state: BookingState = {
    created_at_ms: created.at_ms,
    updated_at_ms: created.at_ms,
    status: 'pending',
    party_size: created.party_size,
    starts_at_ms: created.starts_at_ms,
    notes: created.notes,
    seated_at_ms: null,
    completed_at_ms: null,
    tickets_at_ms: null,
    table_changes: 0,
  };
  for (const move of moves.slice(1)) {
    if (move.at_ms > at_ms) break;
    state = { ...state, ...after(move, state), updated_at_ms: move.at_ms };
  }
  return state;
}

function after(move: Move, state: BookingState): Partial<BookingState> {
  if (move.kind === 'tickets') return { tickets_at_ms: move.at_ms };
  if (move.kind === 'updated') {
    const { party_size, starts_at_ms, notes } = move.changes;
    if (!party_size && !starts_at_ms && !notes) return { table_changes: state.table_changes + 1 };
    return {
      party_size: party_size?.to ?? state.party_size,
      starts_at_ms: starts_at_ms?.to ?? state.starts_at_ms,
      notes: notes?.to ?? state.notes,
    };
  }
  if (move.kind !== 'status') return {};
  const seated_at_ms = move.to === 'seated' ? move.at_ms : state.seated_at_ms;
  const completed_at_ms = move.to === 'completed' ? move.at_ms : state.completed_at_ms;
  return { status: move.to, seated_at_ms, completed_at_ms };
}

function floor(at_ms: number, step_ms: number): number {
  return Math.floor(at_ms / step_ms) * step_ms;
}
