import type { SurveyResponse } from '../../schemas/generated/types.ts';
import { emailOf, type ImportContext } from './context.ts';
import { otherId, ownId, upstreamOf } from './ids.ts';
import type { Row } from './row.ts';

/** Throws an Unreadable. */
export function readSurvey(row: Row, context: ImportContext): SurveyResponse {
  const upstream = upstreamOf(row);
  const answers = row.objectOrNull('answers');
  if (answers === null) throw row.wrong('answers', 'missing_field', 'expected, but empty');
  return {
    response_id: ownId(row, 'response_id', upstream),
    upstream,
    form_id: row.text('form_id', 200),
    email: emailOf(row, context),
    client_id: otherId(row, 'client_id', upstream),
    order_id: otherId(row, 'order_id', upstream),
    submitted_at: row.instant('submitted_at'),
    answers,
  };
}
