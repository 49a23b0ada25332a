import type { Visit } from './calendar.ts';
import type { Payer } from './payers.ts';
import type { Story } from './story.ts';
import type { World } from './world.ts';

/** What a guest says of a visit, some time after the bill. */
export interface Survey {
  readonly visit: Visit;
  readonly payer: Payer;
  readonly service: Story['service'];
  readonly opened_ms: number;
  readonly submitted_ms: number;
  readonly answers: Answers;
  /** Decides what is arbitrary. */
  readonly base: number;
}

/** null: the guest left it out. */
export interface Answers {
  readonly food: number | null;
  readonly recommend: number | null;
  readonly dietary: readonly string[] | null;
  readonly occasion: string | null;
  readonly again: boolean | null;
  readonly anniversary: { readonly month: number; readonly day: number } | null;
  readonly comment: string | null;
}

/** When a visit was told of. */
interface Told {
  readonly visit: Visit;
  readonly submitted_ms: number;
}

/** Of those who have an address and paid, so many answer. */
const ANSWERING = 0.31;
const STREAM = { asked: 31, said: 32 };
const MINUTE_MS = 60_000;

export const DIETARY = ['Vegetarian', 'Vegan', 'Gluten free', 'Nut allergy', 'Shellfish allergy', 'Halal'] as const;
export const OCCASIONS = ['Birthday', 'Anniversary', 'Business', 'Date night', 'Just hungry'] as const;
const COMMENTS = [
  'Lovely evening, thank you!',
  'A little loud near the bar.',
  'The halibut was perfect — we will be back.',
  'Service was slow, food was great.',
  'Könnten wir nächstes Mal am Fenster sitzen? 🙂',
];

/**
 * What guests answer after their visits: about three in ten of those who can be asked. As with orders, an answer is drawn
 * anew whenever somebody asks; kept is who answers when. Nothing is drawn before somebody asks. Changes no order.
 */
export class Surveys {
  readonly world: World;
  /** By the time of submission. */
  private told: Told[] = [];
  private considered = 0;

  constructor(world: World) {
    this.world = world;
  }

  /** Those submitted in [from_ms, to_ms), the oldest first. */
  within(from_ms: number, to_ms: number): readonly Told[] {
    this.reach(to_ms);
    const from = this.placeOf(from_ms);
    return this.told.slice(from, Math.max(from, this.placeOf(to_ms)));
  }

  /** The survey of a visit; null where nobody answers one. */
  draw(visit: Visit): Survey | null {
    const asked = this.answered(visit);
    if (asked === null) return null;
    const { world } = this;
    const random = world.chance(STREAM.said, visit.venue, visit.day, visit.number);
    const opened_ms = asked.submitted_ms - random.whole(30, 420) * 1000;
    return { visit, ...asked, opened_ms, answers: answersOf(random), base: random.bits() };
  }

  /** A visit is planned before it begins, and nobody answers before that. */
  private reach(at_ms: number): void {
    if (Number.isFinite(at_ms)) this.world.reach(at_ms);
    const all = this.world.all();
    if (this.considered === all.length) return;
    for (; this.considered < all.length; this.considered++) {
      const visit = all[this.considered]!;
      const asked = this.answered(visit);
      if (asked !== null) this.told.push({ visit, submitted_ms: asked.submitted_ms });
    }
    this.told.sort((one, other) => one.submitted_ms - other.submitted_ms);
  }

  private answered(visit: Visit): Pick<Survey, 'payer' | 'service' | 'submitted_ms'> | null {
    const random = this.world.chance(STREAM.asked, visit.venue, visit.day, visit.number);
    if (!random.chance(ANSWERING)) return null;
    const told = this.world.story(visit);
    const closed = told.acts.find((act) => act.kind === 'closed' && act.check === 0);
    if (closed === undefined) return null;
    const payer = this.world.payer(visit, told);
    if (payer?.known_by !== 'email') return null;
    const drawn = random.fraction();
    const minutes =
      drawn < 0.6 ? random.between(4, 45) : drawn < 0.88 ? random.between(45, 840) : random.between(1440, 1680);
    const submitted_ms = closed.at_ms + minutes * MINUTE_MS;
    return { payer, service: told.service, submitted_ms: Math.floor(submitted_ms / 1000) * 1000 };
  }

  /** The place of the first one at or after a moment. */
  private placeOf(at_ms: number): number {
    let low = 0;
    for (let high = this.told.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.told[middle]!.submitted_ms < at_ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function answersOf(random: ReturnType<World['chance']>): Answers {
  const food = random.pick([1, 2, 3, 4, 4, 4, 5, 5, 5, 5]);
  const recommend = Math.min(10, food * 2 + random.whole(-2, 1));
  const dietary = DIETARY.filter(() => random.chance(0.12));
  const left = (share: number) => random.chance(share);
  return {
    food,
    recommend: left(0.1) ? null : recommend,
    dietary: left(0.2) || dietary.length === 0 ? null : dietary,
    occasion: left(0.4) ? null : random.pick(OCCASIONS),
    again: left(0.15) ? null : food > 2,
    anniversary: left(0.9) ? null : { month: random.whole(1, 12), day: random.whole(1, 28) },
    comment: left(0.7) ? null : random.pick(COMMENTS),
  };
}
