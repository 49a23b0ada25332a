import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { TYPEFORM_ACCESS_TOKEN, TYPEFORM_FORMS } from '../../../sandbox/typeform/account.ts';
import type { ResponseTruth } from '../../../sandbox/typeform/truth.ts';
import type { SurveyResponse } from '../../../schemas/generated/types.ts';
import type { TypeformConfig } from '../../../upstreams/typeform/config.ts';

/** As the twin has it. */
export function configFor(sandbox: Sandbox, changes: Partial<TypeformConfig> = {}): TypeformConfig {
  return {
    baseUrl: sandbox.urls.typeform,
    accessToken: TYPEFORM_ACCESS_TOKEN,
    webhookSecret: null,
    forms: Object.values(TYPEFORM_FORMS),
    pollSeconds: 1,
    requestsPerSecond: 100_000,
    since: { kind: 'beginning' },
    ...changes,
  };
}

export const deps = { log: { info: () => undefined }, metrics: { upstreamCall: () => undefined }, now: Date.now };

/** What the twin knows to be true, as of now. */
export async function truthOf(sandbox: Sandbox): Promise<ResponseTruth[]> {
  const answer = await fetch(`${sandbox.urls.sandbox}/truth/responses`);
  const lines = (await answer.text()).trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/** What the twin's truth says of a response, in the words of our record. */
export function expected(told: ResponseTruth): SurveyResponse {
  const questions = Object.entries(told.answers).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    response_id: `typeform:${told.token}`,
    upstream: 'typeform',
    form_id: told.form_id,
    email: told.email,
    client_id: told.client_id === null ? null : `sevenrooms:${told.client_id}`,
    order_id: told.order_id ?? (told.check_guid === null ? null : `toast:${told.check_guid}`),
    submitted_at: told.submitted_at_ms,
    answers: JSON.stringify(Object.fromEntries(questions)),
  };
}
