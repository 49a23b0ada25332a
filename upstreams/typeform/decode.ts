import type { Decoded, Origin } from '../../runtime/types.ts';
import { normaliseEmail } from '../../schemas/email.ts';
import type { SurveyResponse } from '../../schemas/generated/types.ts';
import { topics } from '../../schemas/topics.ts';
import { Fields } from '../shared/fields.ts';
import { idIn, LONGEST_ID, recordOrRefusal } from '../shared/untrusted.ts';
import { written } from '../shared/written.ts';
import { addressIn, answersOf } from './answers.ts';
import type { LinkedIds } from './config.ts';

export interface ResponseContext {
  readonly form_id: string;
  readonly ids: LinkedIds;
  readonly origin: Origin;
}

/**
 * A response, as the Responses API lists it or a webhook brings it (`form_response`) → our record, the same for both; or a
 * refusal that names the path and what was expected there, never a value. Takes any JSON, and throws nothing.
 */
export function decodeResponse(json: unknown, { form_id, ids, origin }: ResponseContext): Decoded {
  const read = () => {
    const value = responseOf(new Fields(json), form_id, ids);
    return { value, event_time_ms: value.submitted_at };
  };
  const payload = () => written(json);
  return recordOrRefusal({ topic: topics.survey_responses, upstream: 'typeform', origin, payload, read });
}

function responseOf(response: Fields, form_id: string, ids: LinkedIds): SurveyResponse {
  const token = response.textOrNull('token', LONGEST_ID) ?? response.text('response_id', LONGEST_ID);
  const submitted_at = response.instantOrNull('submitted_at');
  if (submitted_at === null) throw response.missing('submitted_at');
  const answers = response.children('answers');
  const hidden = response.childOrNull('hidden');
  return {
    response_id: `typeform:${token}`,
    upstream: 'typeform',
    form_id,
    email: addressOf(hidden, answers),
    ...linked(hidden, ids),
    submitted_at,
    answers: answersOf(answers),
  };
}

/** What the link to the form said before what the guest typed: the link is ours. */
function addressOf(hidden: Fields | null, answers: readonly Fields[]): string | null {
  const linked = hidden?.raw('email');
  const known = typeof linked === 'string' ? normaliseEmail(linked) : null;
  return known ?? normaliseEmail(addressIn(answers) ?? '');
}

/** A link can be altered by whoever follows it: what is no id there says nothing. */
function linked(hidden: Fields | null, ids: LinkedIds): Pick<SurveyResponse, 'client_id' | 'order_id'> {
  const of = (name: string) => idIn(hidden?.raw(name));
  const [client, order, check] = [of('client_id'), of('order_id'), of('check_guid')];
  return {
    client_id: client === null ? null : ids.client(client),
    order_id: (order === null ? null : ids.order(order)) ?? (check === null ? null : ids.check(check)),
  };
}
