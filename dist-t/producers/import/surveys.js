import { emailOf } from './context.js';
import { otherId, ownId, upstreamOf } from './ids.js';
/** Throws an Unreadable. */
export function readSurvey(row, context) {
    const upstream = upstreamOf(row);
    const answers = row.objectOrNull('answers');
    if (answers === null)
        throw row.wrong('answers', 'missing_field', 'expected, but empty');
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
//# sourceMappingURL=surveys.js.map