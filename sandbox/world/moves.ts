import type { Random } from './random.ts';

export type Status =
  | 'pending'
  | 'confirmed'
  | 'declined'
  | 'partially_seated'
  | 'seated'
  | 'completed'
  | 'cancelled'
  | 'no_show';

/** What an edit changed; nothing at all where only the table was another. */
export interface Edits {
  readonly party_size?: { readonly from: number; readonly to: number };
  readonly starts_at_ms?: { readonly from: number; readonly to: number };
  readonly notes?: { readonly from: string | null; readonly to: string };
}

/** What happens to a reservation, in the order of time. A move at `at_ms`, a whole second, is known from then on. */
export type Move = { readonly at_ms: number } & (
  | {
      readonly kind: 'created';
      readonly party_size: number;
      readonly starts_at_ms: number;
      readonly notes: string | null;
    }
  | { readonly kind: 'status'; readonly from: Status; readonly to: Status }
  | { readonly kind: 'updated'; readonly changes: Edits }
  /** The guest was reminded of it. */
  | { readonly kind: 'reminded' }
  /** The till's tickets have found the reservation. */
  | { readonly kind: 'tickets' }
);

/** What is settled about a reservation before its moves are drawn. */
export interface Plan {
  readonly walk_in: boolean;
  readonly starts_at_ms: number;
  readonly party_size: number;
  /** What becomes of it. `left_ms`: when the last check was paid. */
  readonly end:
    | { readonly kind: 'came'; readonly seated_ms: number; readonly left_ms: number }
    | { readonly kind: 'cancelled' | 'no_show' | 'declined' };
  /** Whether the channel hears of the till's tickets. */
  readonly ticketed: boolean;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
export const QUARTER_MS = 15 * MINUTE_MS;

/** Nobody books longer ahead than this, but for two hours or so. */
export const LONGEST_LEAD_MS = 27 * DAY_MS;

const NOTES = [
  'Birthday',
  'Anniversary, a quiet table if possible',
  'Allergic to shellfish',
  'Window seat, please',
  'High chair needed',
  'Coming from the theatre, may be late',
  'Gluten-free menu for one',
  'Geburtstag – bitte Kerze 🎂',
];

/** Everything that ever happens to a reservation, ascending by time; the first is 'created'. */
export function moves(random: Random, plan: Plan): Move[] {
  return new Life(random, plan).told();
}

/** Draws a reservation's life from its beginning to its end. */
class Life {
  private readonly random: Random;
  private readonly plan: Plan;
  private readonly moves: Move[] = [];
  private status: Status = 'pending';

  constructor(random: Random, plan: Plan) {
    this.random = random;
    this.plan = plan;
  }

  told(): Move[] {
    if (this.plan.walk_in) this.begin(this.arrival_ms() - this.span(20 * SECOND_MS, 20 * MINUTE_MS), {});
    else this.book();
    this.finish();
    return this.moves.sort((one, other) => one.at_ms - other.at_ms);
  }

  private book(): void {
    const { starts_at_ms, end } = this.plan;
    const edits = this.random.chance(0.3) ? (this.random.chance(0.3) ? ['', ''] : ['']) : [];
    const wanted = edits.map(() => this.random.fraction());
    const resized = wanted.some((drawn) => drawn < 0.35);
    const moved = wanted.some((drawn) => drawn >= 0.35 && drawn < 0.5);
    const before = {
      party_size: resized ? Math.max(1, this.plan.party_size + this.random.pick([-2, -1, 1, 2])) : this.plan.party_size,
      starts_at_ms: moved ? starts_at_ms - this.random.whole(1, 8) * QUARTER_MS : starts_at_ms,
    };
    const created_ms = whole(before.starts_at_ms - this.lead_ms());
    this.begin(created_ms, before);
    if (end.kind === 'declined') return;
    const confirmed_ms = this.random.chance(0.6) ? created_ms : created_ms + this.span(MINUTE_MS, 20 * MINUTE_MS);
    if (end.kind !== 'cancelled' || this.random.chance(0.85)) this.turn('confirmed', confirmed_ms);
    const last_ms = Math.min(starts_at_ms, this.arrival_ms()) - 2 * MINUTE_MS;
    const times = wanted.map(() => this.random.fraction()).sort();
    let standing = before;
    for (const [place, drawn] of wanted.entries()) {
      const at_ms = whole(confirmed_ms + MINUTE_MS + times[place]! * Math.max(0, last_ms - confirmed_ms - MINUTE_MS));
      standing = this.edit(at_ms, drawn, standing, last_ms);
    }
    const reminded_ms = whole(starts_at_ms - DAY_MS);
    const reminded = this.random.chance(0.08) && end.kind !== 'cancelled' && reminded_ms > confirmed_ms;
    if (reminded) this.moves.push({ kind: 'reminded', at_ms: reminded_ms });
  }

  private begin(at_ms: number, before: { party_size?: number; starts_at_ms?: number }): void {
    const { party_size, starts_at_ms, walk_in } = this.plan;
    const notes = this.random.chance(walk_in ? 0.02 : 0.15) ? this.random.pick(NOTES) : null;
    this.moves.push({ kind: 'created', at_ms: whole(at_ms), party_size, starts_at_ms, notes, ...before });
  }

  /** The first edit of a kind sets what the plan says; a second one, like one in three, changes the table only. */
  private edit(at_ms: number, drawn: number, standing: { party_size: number; starts_at_ms: number }, last_ms: number) {
    const { party_size, starts_at_ms } = this.plan;
    if (drawn < 0.35 && standing.party_size !== party_size) {
      this.update(at_ms, { party_size: { from: standing.party_size, to: party_size } });
      return { ...standing, party_size };
    }
    if (drawn >= 0.35 && drawn < 0.5 && standing.starts_at_ms !== starts_at_ms) {
      this.update(at_ms, { starts_at_ms: { from: standing.starts_at_ms, to: starts_at_ms } });
      const again_ms = at_ms + this.span(MINUTE_MS, 20 * MINUTE_MS);
      if (this.random.chance(0.4) && this.status === 'confirmed' && again_ms < last_ms) {
        this.turn('pending', at_ms);
        this.turn('confirmed', again_ms);
      }
      return { ...standing, starts_at_ms };
    }
    const noted = this.moves.flatMap((move) => (move.kind === 'created' ? [move.notes] : []))[0] ?? null;
    const to = this.random.pick(NOTES);
    const written = drawn >= 0.5 && drawn < 0.7 && to !== noted && !this.moves.some(({ kind }) => kind === 'updated');
    this.update(at_ms, written ? { notes: { from: noted, to } } : {});
    return standing;
  }

  private finish(): void {
    const { end, starts_at_ms } = this.plan;
    const latest_ms = this.moves.reduce((found, { at_ms }) => Math.max(found, at_ms), 0);
    if (end.kind === 'came') this.sit(latest_ms, end);
    else if (end.kind === 'no_show') this.turn('no_show', starts_at_ms + this.span(20 * MINUTE_MS, HOUR_MS));
    else if (end.kind === 'declined')
      this.turn('declined', latest_ms + this.span(MINUTE_MS, 8 * HOUR_MS) * this.haste(latest_ms));
    else
      this.turn(
        'cancelled',
        latest_ms + SECOND_MS + this.random.fraction() * Math.max(0, starts_at_ms - MINUTE_MS - latest_ms),
      );
  }

  private sit(latest_ms: number, { seated_ms, left_ms }: { seated_ms: number; left_ms: number }): void {
    const partly_ms = whole(seated_ms - this.span(2 * MINUTE_MS, 8 * MINUTE_MS));
    if (this.plan.party_size > 2 && this.random.chance(0.12) && partly_ms > latest_ms)
      this.turn('partially_seated', partly_ms);
    this.turn('seated', seated_ms);
    if (this.random.chance(0.06)) this.update(whole(seated_ms + this.span(MINUTE_MS, 15 * MINUTE_MS)), {});
    const forgotten = this.random.chance(0.04);
    const after_ms = forgotten ? this.span(HOUR_MS, 4 * HOUR_MS) : this.span(MINUTE_MS, 14 * MINUTE_MS);
    this.turn('completed', left_ms + after_ms);
    if (this.plan.ticketed && this.random.chance(0.95))
      this.moves.push({ kind: 'tickets', at_ms: whole(left_ms + after_ms + this.lag_ms()) });
  }

  /** When the party sits down, as far as it comes at all. */
  private arrival_ms(): number {
    const { end, starts_at_ms } = this.plan;
    return end.kind === 'came' ? end.seated_ms : starts_at_ms;
  }

  private turn(to: Status, at_ms: number): void {
    this.moves.push({ kind: 'status', from: this.status, to, at_ms: whole(at_ms) });
    this.status = to;
  }

  private update(at_ms: number, changes: Edits): void {
    this.moves.push({ kind: 'updated', at_ms, changes });
  }

  private lead_ms(): number {
    const drawn = this.random.fraction();
    if (drawn < 0.15) return this.span(45 * MINUTE_MS, 5 * HOUR_MS);
    if (drawn < 0.5) return this.span(5 * HOUR_MS, 3 * DAY_MS);
    if (drawn < 0.85) return this.span(3 * DAY_MS, 12 * DAY_MS);
    return this.span(12 * DAY_MS, LONGEST_LEAD_MS);
  }

  private lag_ms(): number {
    const drawn = this.random.fraction();
    if (drawn < 0.6) return this.span(2 * MINUTE_MS, 45 * MINUTE_MS);
    return drawn < 0.95 ? this.span(HOUR_MS, 8 * HOUR_MS) : this.span(10 * HOUR_MS, 20 * HOUR_MS);
  }

  /** 1, or less where the answer would come after the table's time. */
  private haste(from_ms: number): number {
    return Math.min(1, (this.plan.starts_at_ms - from_ms) / (8 * HOUR_MS));
  }

  private span(from_ms: number, to_ms: number): number {
    return this.random.between(from_ms, to_ms);
  }
}

function whole(at_ms: number): number {
  return Math.floor(at_ms / SECOND_MS) * SECOND_MS;
}
