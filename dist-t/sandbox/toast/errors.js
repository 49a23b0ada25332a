import { json } from '../http.js';
import { guid, KIND } from './guid.js';
let requests = 0;
/** Toast's error body. `field`: the parameter or header that is at fault. */
export function refusal(route, status, message, field = null) {
    const requestId = guid(KIND.request, requests++);
    return json(route, status, {
        status,
        code: CODES[status] ?? 10_000,
        message,
        messageKey: null,
        fieldName: field,
        link: null,
        requestId,
        developerMessage: field === null ? null : `${field}: ${message}`,
        errors: [],
    });
}
const CODES = { 400: 10_002, 401: 10_010, 403: 10_011, 404: 10_003, 429: 10_029 };
//# sourceMappingURL=errors.js.map