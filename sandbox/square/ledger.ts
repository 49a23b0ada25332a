import { Calendar, type Change, type Visit } from '../world/calendar.ts';
import type { CheckTab, Tab } from '../world/tab.ts';
import type { World } from '../world/world.ts';
import { Directory } from './directory.ts';
import { keyOf, partOf } from './ids.ts';
import { type Life, lifeOf, transmittedAt } from './life.ts';

/** An order of Square's as it stands at some moment. */
export interface Standing {
  readonly key: Visit;
  readonly tab: Tab;
  readonly check: CheckTab;
  readonly opened_at_ms: number;
  readonly updated_at_ms: number;
  /** How many changes there were. */
  readonly version: number;
}

interface Window {
  readonly from_ms: number;
  readonly to_ms: number;
}

/** Every order that Square holds, and when each changed; and, on the way, the customers whom they name. */
export class Ledger {
  readonly world: World;
  readonly directory: Directory;
  private readonly calendar = new Calendar();
  private readonly late: { readonly key: Visit; readonly at_ms: number }[] = [];
  private readonly hidden = new Map<string, number>();
  private noted = 0;

  constructor(world: World) {
    this.world = world;
    this.directory = new Directory(world.options.seed);
    this.reach(world.options.anchor_ms);
  }

  /** The orders whose latest change, as of `at_ms`, lies in the window, by time of that change; `to_ms` exclusive. */
  latest(window: Window, at_ms: number): Visit[] {
    this.reach(at_ms);
    const found = this.calendar.latest(window, at_ms);
    return found.map(({ visit }) => visit).filter((key) => this.isHere(key, at_ms));
  }

  /** Every change that Square learns of in (after_ms, to_ms], in the order of time. */
  happened(after_ms: number, to_ms: number): Pick<Change, 'visit' | 'at_ms'>[] {
    this.reach(to_ms);
    const changes = this.calendar.between(after_ms + 1, to_ms + 1);
    const seen = changes.filter(({ visit, at_ms }) => this.isHere(visit, at_ms));
    const late = this.late.filter(({ at_ms }) => at_ms > after_ms && at_ms <= to_ms);
    const all = [...seen, ...late.map(({ key, at_ms }) => ({ visit: key, at_ms }))];
    return all.sort((one, other) => one.at_ms - other.at_ms);
  }

  /** Every order that Square holds at `at_ms`. */
  *all(at_ms: number): Generator<Standing> {
    for (const visit of this.world.all()) {
      for (const key of this.keysOf(visit)) {
        const found = this.standing(key, at_ms);
        if (found) yield found;
      }
    }
  }

  /** The order as Square has it at `at_ms`; null where it has none. */
  standing(key: Visit, at_ms: number): Standing | null {
    const { visit, check, kind } = partOf(key);
    if (!this.world.exists(visit) || !this.isHere(key, at_ms)) return null;
    const story = this.world.story(visit);
    if (check >= story.checks) return null;
    const { acts, until_ms, refunded } = lifeOf(story, check);
    const past = (kind === 'sale' ? acts : refunded === null ? [] : [refunded]).filter((act) => act.at_ms <= at_ms);
    const [first, last] = [past[0], past.at(-1)];
    if (first === undefined || last === undefined) return null;
    const tab = this.world.tab(visit, Math.min(at_ms, until_ms))!;
    const here = tab.checks[check]!;
    if (kind === 'return' && !here.payments.some(({ refund }) => refund !== null)) return null;
    const { at_ms: opened_at_ms } = first;
    return { key, tab, check: here, opened_at_ms, updated_at_ms: last.at_ms, version: past.length };
  }

  /** Forgets changes that no moment from `at_ms` on can see. */
  forget(at_ms: number): void {
    this.calendar.forget(at_ms);
    this.world.forget(at_ms);
  }

  private reach(at_ms: number): void {
    this.world.reach(at_ms);
    const visits = this.world.all();
    if (this.noted === visits.length) return;
    for (; this.noted < visits.length; this.noted++) {
      const visit = visits[this.noted]!;
      const story = this.world.story(visit);
      for (let check = 0; check < story.checks; check++) this.note(visit, check, lifeOf(story, check));
    }
    this.calendar.sort();
  }

  private note(visit: Visit, check: number, { acts, until_ms, refunded }: Life): void {
    const { seed, anchor_ms } = this.world.options;
    const key = keyOf({ visit, check, kind: 'sale' });
    this.calendar.note(key, acts, anchor_ms);
    const late_ms = transmittedAt(seed, key, acts[0]!.at_ms);
    if (late_ms !== null) {
      this.hidden.set(nameOf(key), late_ms);
      this.late.push({ key, at_ms: late_ms });
    }
    if (refunded !== null && refunded.at_ms <= until_ms)
      this.calendar.note(keyOf({ visit, check, kind: 'return' }), [refunded], anchor_ms);
    for (const act of [acts[0]!, ...acts.filter(({ kind }) => kind === 'payer_set')]) {
      const { payer } = this.world.tab(visit, act.at_ms)!.checks[check]!;
      if (payer !== null) this.directory.note(payer, act.at_ms);
    }
  }

  /** Whether Square has heard of it. */
  private isHere(key: Visit, at_ms: number): boolean {
    const sale = keyOf({ ...partOf(key), kind: 'sale' });
    return (this.hidden.get(nameOf(sale)) ?? 0) <= at_ms;
  }

  private keysOf(visit: Visit): Visit[] {
    const { checks } = this.world.story(visit);
    return Array.from({ length: checks }, (_, check) => check).flatMap((check) =>
      (['sale', 'return'] as const).map((kind) => keyOf({ visit, check, kind })),
    );
  }
}

function nameOf({ venue, day, number }: Visit): string {
  return `${venue} ${day} ${number}`;
}
