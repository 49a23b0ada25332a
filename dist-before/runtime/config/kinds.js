import { getCountries } from 'libphonenumber-js';
import { z } from 'zod';
import { parseSince } from './since.js';
/** Gives a key its description. Goes on last: what wraps a schema afterwards would lose it. */
export function key(schema, description, legal) {
    return schema.meta({ description, legal });
}
export function secretKey(schema, description, legal) {
    return schema.meta({ description, legal, secret: true });
}
export const text = z.string().min(1);
export const optionalText = text.nullable().default(null);
export const LEGAL_TEXT = 'a text that is not empty';
export const LEGAL_TEXT_OR_NULL = `${LEGAL_TEXT}, or null`;
export const LEGAL_URL = 'an http:// or https:// address';
/** Without a trailing slash, so that a path can be put behind it. */
export const url = z
    .string()
    .refine((value) => isHttpUrl(value))
    .transform((value) => value.replace(/\/+$/, ''));
function isHttpUrl(value) {
    return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
export const path = z.string().regex(/^\/\S*$/);
export const LEGAL_PATH = 'a path that begins with /';
export const hostAndPort = z.string().regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/);
export const LEGAL_HOSTS = 'a list of at least one "host:port"';
export const timezone = z.string().refine((zone) => {
    try {
        return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
    }
    catch {
        return false;
    }
});
export const LEGAL_TIMEZONE = 'an IANA time zone, like "America/New_York"';
const countries = new Set(getCountries());
export const country = z.string().refine((code) => countries.has(code));
export const LEGAL_COUNTRY = 'an ISO 3166 code of two capital letters, like "US"';
const currencies = new Set(Intl.supportedValuesOf('currency'));
export const currency = z.string().refine((code) => currencies.has(code));
export const LEGAL_CURRENCY = 'an ISO 4217 code of three capital letters, like "USD"';
/** Integer minor units by currency. */
export const minorByCurrency = z.record(currency, z.int().positive());
export const LEGAL_MINOR = 'an object of ISO 4217 currency → a positive integer of minor units, like {"USD": 100000}';
export const since = z.string().transform((value, context) => {
    const parsed = parseSince(value);
    if (parsed !== undefined)
        return parsed;
    context.addIssue({ code: 'custom', message: 'not a moment' });
    return z.NEVER;
});
export const LEGAL_SINCE = 'an ISO 8601 duration ("P1Y", "P90D"), an ISO 8601 instant ("2026-01-31T00:00:00Z") or "beginning"';
//# sourceMappingURL=kinds.js.map