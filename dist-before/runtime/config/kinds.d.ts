import { z } from 'zod';
/**
 * What is said about a key beside its type: `description` for editors and docs, `legal` for problems and docs (the
 * legal values in words), `secret` where its value may never be shown.
 */
export interface About {
    readonly description: string;
    readonly legal: string;
    readonly secret?: true;
}
/** Gives a key its description. Goes on last: what wraps a schema afterwards would lose it. */
export declare function key<T extends z.ZodType>(schema: T, description: string, legal: string): T;
export declare function secretKey<T extends z.ZodType>(schema: T, description: string, legal: string): T;
export declare const text: z.ZodString;
export declare const optionalText: z.ZodDefault<z.ZodNullable<z.ZodString>>;
export declare const LEGAL_TEXT = "a text that is not empty";
export declare const LEGAL_TEXT_OR_NULL = "a text that is not empty, or null";
export declare const LEGAL_URL = "an http:// or https:// address";
/** Without a trailing slash, so that a path can be put behind it. */
export declare const url: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
export declare const path: z.ZodString;
export declare const LEGAL_PATH = "a path that begins with /";
export declare const hostAndPort: z.ZodString;
export declare const LEGAL_HOSTS = "a list of at least one \"host:port\"";
export declare const timezone: z.ZodString;
export declare const LEGAL_TIMEZONE = "an IANA time zone, like \"America/New_York\"";
export declare const country: z.ZodString;
export declare const LEGAL_COUNTRY = "an ISO 3166 code of two capital letters, like \"US\"";
export declare const currency: z.ZodString;
export declare const LEGAL_CURRENCY = "an ISO 4217 code of three capital letters, like \"USD\"";
/** Integer minor units by currency. */
export declare const minorByCurrency: z.ZodRecord<z.ZodString, z.ZodInt>;
export declare const LEGAL_MINOR = "an object of ISO 4217 currency \u2192 a positive integer of minor units, like {\"USD\": 100000}";
export declare const since: z.ZodPipe<z.ZodString, z.ZodTransform<{
    readonly kind: 'beginning';
} | {
    readonly kind: 'instant';
    readonly at_ms: number;
} | {
    readonly kind: 'ago';
    readonly months: number;
    readonly ms: number;
}, string>>;
export declare const LEGAL_SINCE = "an ISO 8601 duration (\"P1Y\", \"P90D\"), an ISO 8601 instant (\"2026-01-31T00:00:00Z\") or \"beginning\"";
