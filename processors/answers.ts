import type { Incoming, Outputs, Processor } from '../runtime/types.ts';
import type { AnswerState, SurveyResponse } from '../schemas/generated/types.ts';
import { joinKey, splitKey } from '../schemas/keys.ts';
import { topics } from '../schemas/topics.ts';
import { emailOf, memberOf } from './identity.ts';
import { KeyedValues } from './store/keyed-values.ts';

/** By response id. */
export type AnswersState = KeyedValues<AnswerState>;

/**
 * Brings survey responses to who gave them: by the address that they name, else by the client id. One that names neither
 * is nobody's; it stays in its table.
 */
export function answers(): Processor<AnswersState> {
  return {
    name: 'answers',
    inputs: [topics.survey_responses],
    outputs: [topics.answers, topics.member_answers, topics.client_answers],
    changelogs: [topics.answers],
    coalesced: [topics.answers],
    create: () => new KeyedValues(topics.answers),
    // The only changelog is _answers.
    restore: (state, record) => state.restore(record as Incoming<AnswerState>),
    step(state, record, out) {
      // The only input is survey_responses.
      const { key, value } = record as Incoming<SurveyResponse>;
      const [response_id] = splitKey(key);
      const before = state.get(response_id!);
      const after = value === null ? undefined : answered(value);
      if (after === undefined) {
        if (state.remove(response_id!) === undefined) return undefined;
        out.remove(topics.answers, joinKey([response_id!]));
      } else {
        if (state.put(after) === after) return undefined;
        out.put(topics.answers, after);
      }
      if (before !== undefined && before.member !== after?.member) takeBack(before, out);
      if (after !== undefined) tell(after, out);
      return undefined;
    },
  };
}

/** Undefined: it is nobody's. */
function answered({
  response_id,
  email,
  client_id,
  submitted_at,
  answers: said,
}: SurveyResponse): AnswerState | undefined {
  const member = memberOf(email, client_id);
  return member === null ? undefined : { response_id, member, submitted_at, answers: said };
}

function tell({ member, ...response }: AnswerState, out: Outputs): void {
  if (emailOf(member) === null) out.put(topics.client_answers, { client_id: member, ...response });
  else out.put(topics.member_answers, { member, ...response });
}

function takeBack({ member, response_id }: AnswerState, out: Outputs): void {
  const key = joinKey([member, response_id]);
  if (emailOf(member) === null) out.remove(topics.client_answers, key);
  else out.remove(topics.member_answers, key);
}
