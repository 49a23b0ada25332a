import type { Book } from '../sevenrooms/book.ts';
import { clientId } from '../sevenrooms/ids.ts';
import { baseOf } from '../toast/context.ts';
import { guid, KIND, orderGuid } from '../toast/guid.ts';
import type { Survey } from '../world/surveys.ts';
import type { World } from '../world/world.ts';
import { TYPEFORM_FORMS } from './account.ts';
import { FIELDS, type Ref } from './form.ts';
import { tokenOf } from './ids.ts';

/** What both ways of telling a response have in common. */
export interface TypeformResponse {
  readonly form_id: string;
  readonly token: string;
  readonly landed_at: string;
  readonly submitted_at: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly calculated: { readonly score: number };
  readonly variables: readonly object[];
  readonly answers: readonly object[];
}

/** Who knows more of a visit than the survey does. */
export interface Known {
  readonly world: World;
  readonly book: Book;
}

export function formOf({ service }: Survey): string {
  return service === 'takeout' || service === 'delivery' ? TYPEFORM_FORMS.carried : TYPEFORM_FORMS.seated;
}

export function response(known: Known, survey: Survey): TypeformResponse {
  const score = survey.answers.recommend ?? 0;
  return {
    form_id: formOf(survey),
    token: tokenOf(known.world.options.seed, survey.visit),
    landed_at: date(survey.opened_ms),
    submitted_at: date(survey.submitted_ms),
    hidden: hidden(known, survey),
    calculated: { score },
    variables: [{ key: 'score', type: 'number', number: score }],
    answers: answers(survey),
  };
}

/** What the link said that the guest followed: most links name the order, some its check, some nothing. */
export function hidden({ world, book }: Known, { visit, payer, base, submitted_ms }: Survey) {
  const { seed } = world.options;
  const kind = base % 20;
  book.bookings.reach(submitted_ms);
  const profile = book.profiles.find(payer.guest.index, 0, submitted_ms);
  return {
    ...(kind < 13 && { order_id: `toast:${orderGuid(seed, visit)}` }),
    ...(kind >= 13 && kind < 15 && { check_guid: guid(baseOf(seed, visit), KIND.check, 0) }),
    ...(kind < 16 && { email: payer.email_as_typed! }),
    ...(profile && kind < 10 && { client_id: clientId(seed, profile) }),
  };
}

/** Whether the guest gives an address, where the link had none. */
export function givesAddress({ base }: Survey): boolean {
  return base % 20 >= 16 && base % 20 < 19;
}

/** In no promised order; what was left out is not there. */
function answers(survey: Survey): object[] {
  const { food, recommend, dietary, occasion, again, anniversary, comment } = survey.answers;
  const found = [
    food !== null && of('food', 'number', food),
    recommend !== null && of('recommend', 'number', recommend),
    dietary !== null && of('dietary', 'choices', choices(dietary)),
    occasion !== null &&
      of('occasion', 'choice', { id: `c${occasion.length}`, label: occasion, ref: occasion.toLowerCase() }),
    again !== null && of('again', 'boolean', again),
    anniversary !== null && of('anniversary', 'date', day(anniversary)),
    comment !== null && of('comment', 'text', comment),
    givesAddress(survey) && of('email', 'email', survey.payer.email_as_typed),
  ].flatMap((answer) => answer || []);
  return survey.base % 2 === 0 ? found : found.reverse();
}

function of(ref: Ref, type: string, value: unknown): object {
  const { id, type: field } = FIELDS[ref];
  return { field: { id, type: field, ref }, type, [type]: value };
}

/** An allergy that comes last is what the guest wrote instead of choosing. */
function choices(labels: readonly string[]): object {
  const last = labels.at(-1);
  const written = last?.includes('allergy') ? last : undefined;
  const known = written === undefined ? labels : labels.slice(0, -1);
  return { labels: known, ids: known.map((label) => `c${label.length}`), ...(written && { other: written }) };
}

export function day({ month, day: of_month }: { month: number; day: number }): string {
  return `2016-${String(month).padStart(2, '0')}-${String(of_month).padStart(2, '0')}`;
}

/** To the second. */
export function date(at_ms: number): string {
  return new Date(at_ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
