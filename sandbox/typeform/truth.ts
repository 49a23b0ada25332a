import { VENUES } from '../world/venues.ts';
import { tokenOf } from './ids.ts';
import { day, formOf, givesAddress, hidden, type Known } from './response.ts';
import type { Shelf } from './shelf.ts';

/** A response as it really is: what a reader of the twin's API, or of its webhooks, has to arrive at. */
export interface ResponseTruth {
  readonly token: string;
  readonly form_id: string;
  /** Our own id of the venue that it is about. */
  readonly venue: string;
  readonly submitted_at_ms: number;
  /** From when on the API shows it. */
  readonly shown_from_ms: number;
  /** Lower case and trimmed; null where neither the link nor an answer has it. */
  readonly email: string | null;
  /** As the link had them. */
  readonly client_id: string | null;
  readonly order_id: string | null;
  readonly check_guid: string | null;
  /** By question, what was answered. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/** The truth about every response submitted by `at_ms`. `venue`: only about that one. */
export function* responseTruths(
  { shelf, known }: { shelf: Shelf; known: Known },
  at_ms: number,
  venue: string | null,
): Generator<ResponseTruth> {
  for (const told of shelf.surveys.within(0, at_ms + 1)) {
    const of = VENUES[told.visit.venue]!.id;
    if (venue !== null && of !== venue) continue;
    const survey = shelf.draw(told.visit);
    const link: Readonly<Record<string, string | undefined>> = hidden(known, survey);
    const addressed = link.email !== undefined || givesAddress(survey);
    yield {
      token: tokenOf(known.world.options.seed, told.visit),
      form_id: formOf(survey),
      venue: of,
      submitted_at_ms: told.submitted_ms,
      shown_from_ms: shelf.shownFrom_ms(told),
      email: addressed ? survey.payer.guest.email : null,
      client_id: link.client_id ?? null,
      order_id: link.order_id ?? null,
      check_guid: link.check_guid ?? null,
      answers: said({ ...survey.answers, email: givesAddress(survey) ? survey.payer.email_as_typed : null }),
    };
  }
}

function said({ anniversary, ...answers }: Awaited<ReturnType<Shelf['draw']>>['answers'] & { email: string | null }) {
  const all = { ...answers, anniversary: anniversary && day(anniversary) };
  return Object.fromEntries(Object.entries(all).filter(([, answer]) => answer !== null));
}
