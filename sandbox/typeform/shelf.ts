import type { Visit } from '../world/calendar.ts';
import { hash } from '../world/random.ts';
import type { Survey, Surveys } from '../world/surveys.ts';
import { formOf } from './response.ts';

const MINUTE_MS = 60_000;

/** A response that is on the shelf, by when the API began to show it. */
export interface Shelved {
  readonly visit: Visit;
  readonly submitted_ms: number;
}

/** The responses as the Responses API shows them: some of them late. */
export class Shelf {
  readonly surveys: Surveys;
  /** Which form a visit's response is of: found once, since it is asked for with every page. */
  private readonly forms = new Map<string, string>();

  constructor(surveys: Surveys) {
    this.surveys = surveys;
  }

  /** What the API shows of a form at `at_ms`, submitted in [from_ms, to_ms], the newest first. */
  shown(form_id: string, { from_ms, to_ms }: { from_ms: number; to_ms: number }, at_ms: number): Shelved[] {
    const found = this.surveys.within(from_ms, Math.min(to_ms, at_ms) + 1);
    return found.filter((told) => this.shownFrom_ms(told) <= at_ms && this.formOf(told.visit) === form_id).toReversed();
  }

  /** Most within a minute of their submission, a few up to half an hour later. */
  shownFrom_ms({ visit: { venue, day, number }, submitted_ms }: Shelved): number {
    const drawn = hash(this.surveys.world.options.seed, 504, venue, day, number) / 4_294_967_296;
    const minutes = drawn < 0.8 ? drawn : drawn < 0.96 ? (drawn - 0.8) * 50 : 10 + (drawn - 0.96) * 475;
    return submitted_ms + Math.floor(minutes * MINUTE_MS);
  }

  draw(visit: Visit): Survey {
    return this.surveys.draw(visit)!;
  }

  private formOf(visit: Visit): string {
    const name = `${visit.day} ${visit.venue} ${visit.number}`;
    const known = this.forms.get(name);
    if (known !== undefined) return known;
    const form = formOf(this.draw(visit));
    this.forms.set(name, form);
    return form;
  }
}
